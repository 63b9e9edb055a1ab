"""The same user pool in many accounts and Regions: a stack set whose template is made by the same script."""

import json

from troposphere import Parameter, Ref, Sub, Template, cloudformation

from troposphere_cognito_l2 import AppOutputs, SignIn, UserPool, UserPoolClient

member = Template()
stage = member.add_parameter(Parameter("Stage", Type="String", AllowedValues=["test", "prod"]))
users = UserPool("Users", user_pool_name=Sub("customers-${Stage}"), sign_in=SignIn.email()).add_to(member)
app = UserPoolClient("App", user_pool=users).add_to(member)
AppOutputs(user_pool=users, clients={"App": app}).add_to(member)

template = Template()
test_unit = template.add_parameter(Parameter("TestUnit", Type="String", Description="Organizational unit, ou-..."))
prod_unit = template.add_parameter(Parameter("ProdUnit", Type="String", Description="Organizational unit, ou-..."))


def instances(unit: Parameter, stage_of_unit: str, regions: list[str]) -> cloudformation.StackInstances:
    """A stack in each of the Regions, for each account of an organizational unit."""
    return cloudformation.StackInstances(
        DeploymentTargets=cloudformation.DeploymentTargets(OrganizationalUnitIds=[Ref(unit)]),
        Regions=regions,
        ParameterOverrides=[cloudformation.Parameter(ParameterKey=stage.title, ParameterValue=stage_of_unit)],
    )


template.add_resource(
    cloudformation.StackSet(
        "Fleet",
        StackSetName="customer-pools",
        PermissionModel="SERVICE_MANAGED",
        # An account that leaves the unit keeps its stack, and so its users.
        AutoDeployment=cloudformation.AutoDeployment(Enabled=True, RetainStacksOnAccountRemoval=True),
        Capabilities=["CAPABILITY_IAM"],  # for the role that sends text messages
        OperationPreferences=cloudformation.OperationPreferences(
            RegionConcurrencyType="SEQUENTIAL", MaxConcurrentPercentage=10, FailureToleranceCount=0
        ),
        Parameters=[cloudformation.Parameter(ParameterKey=stage.title, ParameterValue="test")],
        StackInstancesGroup=[
            instances(test_unit, "test", ["eu-west-1"]),
            instances(prod_unit, "prod", ["eu-west-1", "us-east-1", "ap-southeast-2"]),
        ],
        TemplateBody=json.dumps(member.to_dict(), sort_keys=True),  # at most 51,200 bytes
    )
)

if __name__ == "__main__":
    print(template.to_json())
