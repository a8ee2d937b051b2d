"""Any table becomes facts: a mapping says which columns make which facts."""
