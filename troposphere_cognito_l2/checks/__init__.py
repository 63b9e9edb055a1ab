"""Find in a template what Cognito would refuse, before the deploy does.

Everything in this package reads rendered CloudFormation and knows neither troposphere nor the helpers, so one rule
serves our helpers, hand-written troposphere, SAM, YAML and CDK output alike.
"""
