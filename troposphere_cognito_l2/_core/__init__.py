"""What every helper stands on: option values, fragments, the step to troposphere, handles."""
