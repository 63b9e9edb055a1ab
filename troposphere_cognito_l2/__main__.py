"""``python -m troposphere_cognito_l2``: see `cli`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
