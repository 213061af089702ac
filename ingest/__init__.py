"""Raw material to graph: frameworks, postings, syllabi, resources, logs of learners."""
