"""What other systems report of what people do: whom it means, what it becomes, and who may report."""
