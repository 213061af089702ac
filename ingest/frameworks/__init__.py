"""Frameworks of abilities and jobs as others publish them: ESCO, O*NET, NICE, CASE and more."""
