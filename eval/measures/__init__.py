"""What is measured: one function a measure, each with its source."""
