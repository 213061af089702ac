"""What occurs together: links by wording, association rules, demand."""
