"""The examples of the rules of change as templates: `complete`."""


def complete(example, kind):
    """The template of an example; a resource without a type is of the rule's type."""
    document = example if "Resources" in example else {"Resources": {"Subject": {"Properties": example}}}
    resources = {name: {"Type": kind, **body} for name, body in document["Resources"].items()}
    return {**document, "Resources": resources}
