"""AWS credentials for users who signed in: a folder of a bucket for each, and more by group or by department."""

from awacs import s3 as s3_actions
from awacs.aws import Action, Allow, PolicyDocument, Statement
from troposphere import GetAtt, Output, Ref, Sub, Template, iam, s3

from troposphere_cognito_l2 import (
    AmbiguousRoleResolution,
    AppOutputs,
    ClientAttributes,
    ExistingIdentityPool,
    IdentityPool,
    IdentityRole,
    MappingRule,
    RoleMapping,
    SignIn,
    StringAttribute,
    UserPool,
    UserPoolAuthentication,
    UserPoolClient,
    UserPoolGroup,
)

template = Template()

documents = template.add_resource(
    s3.Bucket(
        "Documents",
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        PublicAccessBlockConfiguration=s3.PublicAccessBlockConfiguration(
            BlockPublicAcls=True, BlockPublicPolicy=True, IgnorePublicAcls=True, RestrictPublicBuckets=True
        ),
    )
)


def may(objects: str, *actions: Action) -> PolicyDocument:
    """That some actions are allowed on some objects of the bucket."""
    resource = Sub(f"${{Documents.Arn}}/{objects}")
    return PolicyDocument(
        Version="2012-10-17", Statement=[Statement(Effect=Allow, Action=[*actions], Resource=[resource])]
    )


users = UserPool(
    "Users", sign_in=SignIn.email(), custom_attributes={"department": StringAttribute(mutable=True)}
).add_to(template)

# Whoever may write the department chooses the role that goes with it, so users may not: through no client.
writable = ClientAttributes(standard=["email", "name"])
web = UserPoolClient("Web", user_pool=users, write_attributes=writable).add_to(template)
desk = UserPoolClient("Desk", user_pool=users, write_attributes=writable).add_to(template)

# A rule names a role, and the role's trust names the identity pool: so it is referred to before it is there.
audit_role = template.add_resource(
    iam.Role(
        "AuditRole",
        AssumeRolePolicyDocument=ExistingIdentityPool(Ref("Identities")).trust_policy(),
        Policies=[iam.Policy(PolicyName="read-all", PolicyDocument=may("*", s3_actions.GetObject))],
    )
)

own_folder = may("${!cognito-identity.amazonaws.com:sub}/*", s3_actions.GetObject, s3_actions.PutObject)
identities = IdentityPool(
    "Identities",
    user_pools=[UserPoolAuthentication(web), UserPoolAuthentication(desk)],
    authenticated_role=IdentityRole(policies={"own-folder": own_folder}),
    role_mappings=[
        # On the web, users get the role of their group; those in no group the authenticated role.
        RoleMapping.from_token(web, ambiguous=AmbiguousRoleResolution.AUTHENTICATED_ROLE),
        RoleMapping.by_rules(
            desk,
            rules=[MappingRule(claim="custom:department", value="audit", role=audit_role)],
            ambiguous=AmbiguousRoleResolution.DENY,
        ),
    ],
).add_to(template)

editor_role = template.add_resource(
    iam.Role(
        "EditorRole",
        AssumeRolePolicyDocument=identities.trust_policy(),
        Policies=[
            iam.Policy(
                PolicyName="edit-shared", PolicyDocument=may("shared/*", s3_actions.GetObject, s3_actions.PutObject)
            )
        ],
    )
)
UserPoolGroup("Editors", user_pool=users, group_name="editors", precedence=10, role=editor_role).add_to(template)

AppOutputs(user_pool=users, clients={"Web": web, "Desk": desk}).add_to(template)
template.add_output(Output("IdentityPoolId", Value=identities.id))
template.add_output(Output("BucketArn", Value=GetAtt(documents, "Arn")))

if __name__ == "__main__":
    print(template.to_json())
