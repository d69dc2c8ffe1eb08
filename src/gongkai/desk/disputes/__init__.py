"""Pages of the desk: reconsiderations and suits."""
