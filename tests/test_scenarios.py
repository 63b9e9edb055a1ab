"""Conditions, parameters, mappings and macros: valid templates are free of errors, hidden mistakes are found."""

from __future__ import annotations

import pytest

from troposphere_cognito_l2 import check
from troposphere_cognito_l2.checks.conditions import Conditions
from troposphere_cognito_l2.checks.scenarios import MOST_SCENARIOS

STAGE = """
Parameters:
  Stage: {Type: String, Default: dev}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Not [!Condition IsProd]
"""

VALID = {
    "no-cognito": "Resources: {Topic: {Type: 'AWS::SNS::Topic'}}",
    "no-resources": "Resources: {}",
    "no-properties": "Resources: {Users: {Type: 'AWS::Cognito::UserPool'}}",
    "type-that-is-newer": "Resources: {New: {Type: 'AWS::Cognito::SomethingNew', Properties: {Any: 1}}}",
    "two-conditions-that-agree": STAGE
    + """
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: !If [IsProd, 'ON', 'OFF']
      EnabledMfas: !If [IsDev, !Ref AWS::NoValue, [SOFTWARE_TOKEN_MFA]]
""",
    "condition-of-conditions-that-agrees": STAGE
    + """
  Strict: !And [!Condition IsProd, !Equals [!Ref 'AWS::Region', eu-west-1]]
  Lax: !Or [!Condition IsDev, !Not [!Equals [!Ref 'AWS::Region', eu-west-1]]]
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: !If [Strict, 'ON', 'OFF']
      EnabledMfas: !If [Lax, !Ref AWS::NoValue, [SOFTWARE_TOKEN_MFA]]
""",
    "value-of-a-parameter-agrees-with-its-condition": """
Parameters:
  Mfa: {Type: String, AllowedValues: ['OFF', 'ON', OPTIONAL], Default: 'ON'}
Conditions:
  HasMfa: !Not [!Equals [!Ref Mfa, 'OFF']]
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: !Ref Mfa
      EnabledMfas: !If [HasMfa, [SOFTWARE_TOKEN_MFA], !Ref AWS::NoValue]
""",
    "value-that-no-allowed-value-is": """
Parameters:
  Plan: {Type: String, AllowedValues: [ESSENTIALS, PLUS]}
Conditions:
  IsLite: !Equals [!Ref Plan, LITE]
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolTier: !If [IsLite, BRONZE, !Ref Plan]
      UserPoolAddOns: {AdvancedSecurityMode: !If [IsLite, SILVER, 'OFF']}
""",
    "default-that-is-another-parameter's-name": """
Parameters:
  Mfa: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /users/mfa, AllowedValues: ['ON']}
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties: {MfaConfiguration: !Ref Mfa}
""",
    "parameters-without-defaults": """
Parameters:
  Attributes: {Type: CommaDelimitedList}
  Role: {Type: String}
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      AutoVerifiedAttributes: !Ref Attributes
      SmsConfiguration: {SnsCallerArn: !Ref Role, ExternalId: !Ref Role}
""",
    "text-that-is-given-or-not": """
Parameters:
  Domain: {Type: String, Default: ''}
Conditions:
  HasDomain: !Not [!Equals [!Ref Domain, '']]
Resources:
  Users: {Type: AWS::Cognito::UserPool}
  Login:
    Type: AWS::Cognito::UserPoolDomain
    Condition: HasDomain
    Properties: {UserPoolId: !Ref Users, Domain: !Ref Domain}
""",
    "text-that-cannot-be-empty": """
Parameters:
  Name: {Type: String, MinLength: 1}
  Other: {Type: String, AllowedPattern: '[a-z]+'}
Conditions:
  NoName: !Equals [!Ref Name, '']
  NoOther: !Equals [!Ref Other, '']
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolTier: !If [NoName, GOLD, PLUS]
      DeletionProtection: !If [NoOther, MAYBE, ACTIVE]
""",
    "imported-values": """
Resources:
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !ImportValue {'Fn::Sub': '${AWS::StackName}-pool'}
      SupportedIdentityProviders: [COGNITO, !ImportValue provider]
      AllowedOAuthFlowsUserPoolClient: true
      AllowedOAuthFlows: [code]
      AllowedOAuthScopes: [openid, !ImportValue scope]
      CallbackURLs: !Split [',', !ImportValue urls]
""",
    "constructed-arns": """
Parameters:
  Alias: {Type: String}
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      LambdaConfig:
        PreSignUp: !Sub 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:sign-up:${Alias}'
        CustomMessage: !Join [':', [arn, !Ref 'AWS::Partition', lambda, !Ref 'AWS::Region', 'x:function:y']]
      EmailConfiguration:
        EmailSendingAccount: DEVELOPER
        SourceArn: !Sub 'arn:aws:ses:eu-west-1:${AWS::AccountId}:identity/example.com'
        From: !Sub 'no-reply@${Alias}.example.com'
""",
    "nested-if": STAGE
    + """
  IsBig: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolTier: !If [IsProd, !If [IsBig, PLUS, ESSENTIALS], !If [IsDev, LITE, NEVER]]
      UserPoolAddOns: !If [IsProd, !If [IsBig, {AdvancedSecurityMode: ENFORCED}, !Ref AWS::NoValue], !Ref AWS::NoValue]
""",
    "branch-in-a-list": STAGE
    + """
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      UsernameAttributes: [!If [IsProd, email, !Ref AWS::NoValue], !If [IsProd, !Ref AWS::NoValue, email]]
""",
    "two-domains-of-which-one-exists": STAGE
    + """
Resources:
  Users: {Type: AWS::Cognito::UserPool}
  ProdDomain:
    Type: AWS::Cognito::UserPoolDomain
    Condition: IsProd
    Properties: {UserPoolId: !Ref Users, Domain: shop}
  DevDomain:
    Type: AWS::Cognito::UserPoolDomain
    Condition: IsDev
    Properties: {UserPoolId: !Ref Users, Domain: dev-shop}
""",
    "two-groups-of-one-name-of-which-one-exists": STAGE
    + """
Resources:
  Users: {Type: AWS::Cognito::UserPool}
  Admins:
    Type: AWS::Cognito::UserPoolGroup
    Properties: {UserPoolId: !Ref Users, GroupName: !If [IsProd, admins, testers]}
  Testers:
    Type: AWS::Cognito::UserPoolGroup
    Condition: IsProd
    Properties: {UserPoolId: !Ref Users, GroupName: testers}
""",
    "pool-of-one-stage-and-client-of-the-other": STAGE
    + """
Resources:
  Users: {Type: AWS::Cognito::UserPool, Condition: IsProd}
  Others: {Type: AWS::Cognito::UserPool, Condition: IsDev}
  Orders:
    Type: AWS::Cognito::UserPoolResourceServer
    Properties:
      UserPoolId: !If [IsProd, !Ref Users, !Ref Others]
      Identifier: orders
      Name: Orders
      Scopes: [{ScopeName: !If [IsProd, read, try], ScopeDescription: Read}]
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !If [IsDev, !Ref Others, !Ref Users]
      AllowedOAuthFlowsUserPoolClient: true
      AllowedOAuthFlows: [client_credentials]
      GenerateSecret: true
      AllowedOAuthScopes: [!If [IsProd, !Sub '${Orders}/read', !Sub '${Orders}/try']]
""",
    "resource-that-never-exists": """
Conditions:
  Never: !Equals [a, b]
Resources:
  Users: {Type: AWS::Cognito::UserPool, Condition: Never, Properties: {UserPoolTier: GOLD}}
""",
    "mapping-by-region": """
Mappings:
  Regions:
    eu-west-1: {Tier: PLUS, Mode: ENFORCED}
    us-east-1: {Tier: LITE, Mode: 'OFF'}
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolTier: !FindInMap [Regions, !Ref 'AWS::Region', Tier]
      UserPoolAddOns: {AdvancedSecurityMode: !FindInMap [Regions, !Ref 'AWS::Region', Mode]}
""",
    "mapping-in-a-condition": """
Parameters:
  Stage: {Type: String, AllowedValues: [dev, test, prod]}
Mappings:
  Stages:
    dev: {Mfa: 'no'}
    test: {Mfa: 'no'}
    prod: {Mfa: 'yes'}
Conditions:
  HasMfa: !Equals [!FindInMap [Stages, !Ref Stage, Mfa], 'yes']
  IsProd: !Equals [!Sub 'stage-${Stage}', stage-prod]
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: !If [HasMfa, 'ON', 'OFF']
      EnabledMfas: !If [IsProd, [SOFTWARE_TOKEN_MFA], !Ref AWS::NoValue]
""",
    "text-taken-apart": """
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolTier: !Select [1, !Split ['-', 'x-PLUS']]
      AliasAttributes: !Split [',', 'email,preferred_username']
      UserPoolName: !Join ['', [a, !Select [0, [b, c]]]]
""",
    "govcloud": """
Conditions:
  IsGov: !Equals [!Ref 'AWS::Partition', aws-us-gov]
  IsGovRegion: !Equals [!Ref 'AWS::Region', us-gov-west-1]
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      LambdaConfig:
        PreSignUp: !If
          - IsGov
          - !Sub 'arn:aws-us-gov:lambda:us-gov-west-1:${AWS::AccountId}:function:f'
          - !Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:f'
      UserPoolTier: !If [IsGovRegion, !If [IsGov, ESSENTIALS, IMPOSSIBLE], PLUS]
""",
    "parameters-that-are-compared-with-one-another": """
Parameters:
  Stage: {Type: String}
  Live: {Type: String}
Conditions:
  IsLive: !Equals [!Ref Stage, !Ref Live]
  IsIdle: !Not [!Equals [!Ref Stage, !Ref Live]]
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: !If [IsLive, 'ON', 'OFF']
      EnabledMfas: !If [IsIdle, !Ref AWS::NoValue, [SOFTWARE_TOKEN_MFA]]
""",
    "what-nobody-can-know-is-the-same-in-both-places": """
Parameters:
  Subnets: {Type: CommaDelimitedList}
Conditions:
  Has: !Not [!Equals [!Join ['', !Ref Subnets], '']]
  Lacks: !Equals [!Join ['', !Ref Subnets], '']
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: !If [Has, 'ON', 'OFF']
      EnabledMfas: !If [Lacks, !Ref AWS::NoValue, [SOFTWARE_TOKEN_MFA]]
""",
    "rules-of-the-template": """
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod]}
  Plan: {Type: String, AllowedValues: [LITE, PLUS]}
Rules:
  ProdIsPlus:
    RuleCondition: !Equals [!Ref Stage, prod]
    Assertions: [{Assert: !Contains [[PLUS], !Ref Plan]}]
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolTier: !Ref Plan
      UserPoolAddOns: {AdvancedSecurityMode: !If [IsProd, ENFORCED, 'OFF']}
""",
    "serverless-functions": """
Transform: AWS::Serverless-2016-10-31
Resources:
  SignUp:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: x
      Events: {Ask: {Type: Cognito, Properties: {UserPool: !Ref Users, Trigger: [PreSignUp, CustomEmailSender]}}}
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      LambdaConfig: {CustomEmailSender: {LambdaArn: !GetAtt SignUp.Arn, LambdaVersion: V1_0}}
      SmsConfiguration: {SnsCallerArn: !GetAtt SignUpRole.Arn, ExternalId: x}
""",
    "macro-beside-properties": """
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: 'ON'
      'Fn::Transform': {Name: AWS::Include, Parameters: {Location: s3://mfa}}
""",
    "macro-over-the-template": """
Transform: [AWS::LanguageExtensions, Company]
Resources:
  Users: {Type: AWS::Cognito::UserPool, Count: 3, Properties: {MfaConfiguration: '%mfa%'}}
""",
    "loops": """
Transform: AWS::LanguageExtensions
Resources:
  'Fn::ForEach::Pools':
    - Name
    - [A, B]
    - 'Users${Name}': {Type: AWS::Cognito::UserPool, Properties: {Odd: 1}}
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties: {UserPoolId: !Ref UsersA}
  Others:
    Type: AWS::Cognito::UserPool
    Properties:
      LambdaConfig: {'Fn::ForEach::T': [T, [PreSignUp], {'${T}': 'arn:aws:lambda:eu-west-1:111122223333:function:f'}]}
""",
    "globals-of-sam": """
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Role: !Ref RoleArn, Timeout: 5}}
Parameters: {RoleArn: {Type: String}}
Resources:
  Users: {Type: AWS::Cognito::UserPool, Properties: {LambdaConfig: {PreSignUp: !GetAtt Function.Arn}}}
  Function:
    Type: AWS::Serverless::Function
    Properties: {Policies: [{Statement: [{Effect: Allow, Action: '*', Resource: !GetAtt Users.Arn}]}]}
Outputs:
  Role: {Value: !GetAtt FunctionRole.Arn}
""",
    "outputs-under-their-condition": STAGE
    + """
Resources:
  Users: {Type: AWS::Cognito::UserPool, Condition: IsProd}
Outputs:
  Id: {Value: !Ref Users, Condition: IsProd}
  Arn: {Value: !If [IsProd, !GetAtt Users.Arn, none]}
  Stage: {Value: !Sub '${Stage}-${AWS::Region}'}
""",
    "secrets-by-reference": """
Resources:
  Google:
    Type: AWS::Cognito::UserPoolIdentityProvider
    Properties:
      UserPoolId: eu-west-1_abc
      ProviderName: Google
      ProviderType: Google
      ProviderDetails:
        client_id: '{{resolve:ssm:google-id}}'
        client_secret: !Sub '{{resolve:secretsmanager:${AWS::StackName}-google:SecretString:secret}}'
        authorize_scopes: openid email
""",
    "scalars-as-text": """
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      Policies: {PasswordPolicy: {MinimumLength: '8', RequireNumbers: 'true'}}
      AdminCreateUserConfig: {AllowAdminCreateUserOnly: 'false'}
      UserPoolTags: {cost-centre: 42}
""",
}

HIDDEN = {
    "in-one-branch": (
        STAGE
        + """
Resources:
  Users: {Type: AWS::Cognito::UserPool, Properties: {UserPoolTier: !If [IsProd, GOLD, LITE]}}
""",
        ("E9004", "Users", "UserPoolTier", "Stage=prod"),
    ),
    "in-the-other-branch": (
        STAGE
        + """
Resources:
  Users: {Type: AWS::Cognito::UserPool, Properties: {UserPoolTier: !If [IsProd, PLUS, TIN]}}
""",
        ("E9004", "Users", "UserPoolTier", "Stage!=prod"),
    ),
    "whenever-it-exists": (
        STAGE
        + """
Resources:
  Users: {Type: AWS::Cognito::UserPool, Condition: IsProd, Properties: {UserPoolTier: GOLD}}
""",
        ("E9004", "Users", "UserPoolTier", ""),
    ),
    "in-both-branches": (
        STAGE
        + """
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties: {MfaConfiguration: 'ON', UserPoolName: !If [IsProd, shop, dev-shop]}
""",
        ("E9120", "Users", "EnabledMfas", ""),
    ),
    "of-two-conditions-together": (
        STAGE
        + """
  IsIreland: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolTier: !If [IsProd, LITE, PLUS]
      UserPoolAddOns: !If [IsIreland, {AdvancedSecurityMode: ENFORCED}, !Ref AWS::NoValue]
""",
        ("E9147", "Users", "UserPoolAddOns.AdvancedSecurityMode", "Stage=prod, AWS::Region=eu-west-1"),
    ),
    "of-a-value-of-a-parameter": (
        """
Parameters:
  Plan: {Type: String, AllowedValues: [LITE, PLUS]}
Conditions:
  IsPlus: !Equals [!Ref Plan, PLUS]
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties: {UserPoolTier: !Ref Plan, UserPoolAddOns: {AdvancedSecurityMode: ENFORCED}}
  Others: {Type: AWS::Cognito::UserPool, Condition: IsPlus}
""",
        ("E9147", "Users", "UserPoolAddOns.AdvancedSecurityMode", "Plan=LITE"),
    ),
    "between-resources-that-exist-together": (
        STAGE
        + """
Resources:
  Users: {Type: AWS::Cognito::UserPool}
  Admins:
    Type: AWS::Cognito::UserPoolGroup
    Condition: IsProd
    Properties: {UserPoolId: !Ref Users, GroupName: admins}
  Others:
    Type: AWS::Cognito::UserPoolGroup
    Properties: {UserPoolId: !Ref Users, GroupName: !If [IsDev, others, admins]}
""",
        ("E9512", "Others", "GroupName", "Stage=prod"),
    ),
    "in-a-resource-that-another-one-names": (
        STAGE
        + """
Resources:
  Users: {Type: AWS::Cognito::UserPool}
  Orders:
    Type: AWS::Cognito::UserPoolResourceServer
    Properties:
      UserPoolId: !Ref Users
      Identifier: orders
      Name: Orders
      Scopes: [{ScopeName: !If [IsProd, read, try], ScopeDescription: Read}]
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref Users
      AllowedOAuthFlowsUserPoolClient: true
      AllowedOAuthFlows: [client_credentials]
      GenerateSecret: true
      AllowedOAuthScopes: [!Sub '${Orders}/read']
""",
        ("E9209", "App", "AllowedOAuthScopes[0]", "Stage!=prod"),
    ),
    "of-one-key-of-a-mapping": (
        """
Mappings:
  Regions:
    eu-west-1: {Tier: PLUS}
    eu-west-2: {Tier: PLUS}
    us-east-1: {Tier: GOLD}
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties: {UserPoolTier: !FindInMap [Regions, !Ref 'AWS::Region', Tier]}
""",
        ("E9004", "Users", "UserPoolTier", "AWS::Region=us-east-1"),
    ),
    "where-a-text-is-given": (
        """
Parameters:
  Url: {Type: String, Default: ''}
Conditions:
  HasUrl: !Not [!Equals [!Ref Url, '']]
Resources:
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: eu-west-1_abc
      AllowedOAuthFlowsUserPoolClient: true
      AllowedOAuthFlows: [code]
      AllowedOAuthScopes: [openid]
      CallbackURLs: [!If [HasUrl, 'http://app.example.com', 'https://app.example.com']]
""",
        ("E9206", "App", "CallbackURLs[0]", 'Url!=""'),
    ),
    "required-property-that-is-left-out-in-one-stage": (
        STAGE
        + """
Resources:
  App: {Type: AWS::Cognito::UserPoolClient, Properties: {UserPoolId: !If [IsProd, !Ref AWS::NoValue, eu-west-1_abc]}}
""",
        ("E9003", "App", "UserPoolId", "Stage=prod"),
    ),
    "under-serverless": (
        """
Transform: AWS::Serverless-2016-10-31
Resources:
  Users: {Type: AWS::Cognito::UserPool, Properties: {UserPoolTier: GOLD}}
""",
        ("E9004", "Users", "UserPoolTier", ""),
    ),
    "beside-a-loop": (
        """
Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Topics: [Name, [A], {'Topic${Name}': {Type: AWS::SNS::Topic}}]
  Users: {Type: AWS::Cognito::UserPool, Properties: {UserPoolTier: GOLD}}
""",
        ("E9004", "Users", "UserPoolTier", ""),
    ),
    "in-a-text-that-is-put-together": (
        """
Parameters: {Name: {Type: String}}
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties: {UserPoolTier: !Join ['', [GO, LD]]}
""",
        ("E9004", "Users", "UserPoolTier", ""),
    ),
}


def many(conditions: int) -> dict:
    """A pool whose properties depend on that many conditions, each of a parameter of its own."""
    properties = {
        "UserPoolName": "a",
        "UserPoolTier": "PLUS",
        "DeletionProtection": "ACTIVE",
        "MfaConfiguration": "OFF",
        "EmailVerificationSubject": "Hello",
        "WebAuthnRelyingPartyID": "example.com",
        "SmsVerificationMessage": "Code {####}",
    }
    names = [f"C{number}" for number in range(conditions)]
    tags = {name: {"Fn::If": [name, "yes", "no"]} for name in names}
    varied = {
        name: {"Fn::If": [names[number % conditions], value, {"Ref": "AWS::NoValue"}]}
        for number, (name, value) in enumerate(properties.items())
    }
    return {
        "Parameters": {f"P{name}": {"Type": "String"} for name in names},
        "Conditions": {name: {"Fn::Equals": [{"Ref": f"P{name}"}, "yes"]} for name in names},
        "Resources": {"Users": {"Type": "AWS::Cognito::UserPool", "Properties": {**varied, "UserPoolTags": tags}}},
    }


class TestValidTemplates:
    @pytest.mark.parametrize("text", VALID.values(), ids=VALID)
    def test_is_free_of_errors(self, text):
        """A template that Cognito takes under all its parameters is blamed under none."""
        assert check(text).errors == ()

    def test_fourteen_independent_conditions(self):
        """Conditions that have nothing to do with one another do not multiply."""
        report = check(many(14))
        assert report.errors == ()

    def test_many_conditions_are_told(self):
        """Where more combinations matter than are looked at, a note says so."""
        [note] = check(many(14)).notes
        assert note.startswith(f"Users: more than {MOST_SCENARIOS} combinations")


class TestHiddenMistakes:
    @pytest.mark.parametrize(("text", "expected"), HIDDEN.values(), ids=HIDDEN)
    def test_is_found_once_with_its_scenario(self, text, expected):
        """A mistake that only some values show is found, once, and said with those values."""
        found = [(error.rule, error.resource, error.path, error.scenario) for error in check(text).errors]
        assert found == [expected]

    def test_two_wrong_branches_are_two_findings(self):
        """Another value in another scenario is another finding."""
        pool = "Type: AWS::Cognito::UserPool, Properties: {UserPoolTier: !If [IsProd, GOLD, TIN]}"
        found = check(f"{STAGE}\nResources: {{Users: {{{pool}}}}}").errors
        assert [(error.value, error.scenario) for error in found] == [("GOLD", "Stage=prod"), ("TIN", "Stage!=prod")]

    def test_a_mistake_among_too_many_conditions(self):
        """What does not depend on conditions is found however many there are."""
        template = many(14)
        template["Resources"]["Users"]["Properties"]["UserPoolTier"] = "GOLD"
        assert [error.rule for error in check(template).errors] == ["E9004"]

    def test_a_mistake_in_a_branch_among_many_conditions(self):
        """A branch is looked at for itself, however many other conditions there are."""
        template = many(14)
        template["Resources"]["Users"]["Properties"]["UserPoolTier"] = {"Fn::If": ["C13", "GOLD", "LITE"]}
        assert [error.scenario for error in check(template).errors] == ["PC13=yes"]

    def test_a_mistake_in_one_of_many_branches_of_a_property(self):
        """Where the branches of one property are too many to combine, each is looked at alone."""
        template = many(14)
        template["Resources"]["Users"]["Properties"]["AliasAttributes"] = [
            {"Fn::If": [name, "e-mail" if name == "C9" else "email", {"Ref": "AWS::NoValue"}]}
            for name in template["Conditions"]
        ]
        found = [(error.rule, error.value, error.scenario) for error in check(template).errors]
        assert ("E9004", "e-mail", "PC9=yes") in found


class TestOffers:
    """What a template offers for its parameters: the values that it lists, and the defaults."""

    def found(self, parameters, properties, **more):
        template = {"Parameters": parameters, "Resources": {"Users": {"Type": "AWS::Cognito::UserPool"}}, **more}
        template["Resources"]["Users"]["Properties"] = properties
        return [(error.rule, error.path, error.scenario) for error in check(template).errors]

    def test_listed_value_that_is_refused(self):
        """A value that the template lists for a parameter is looked at where the parameter stands."""
        plan = {"Type": "String", "AllowedValues": ["PLUS", "LITE"]}
        threats = {"UserPoolTier": {"Ref": "Plan"}, "UserPoolAddOns": {"AdvancedSecurityMode": "AUDIT"}}
        assert self.found({"Plan": plan}, threats) == [("E9147", "UserPoolAddOns.AdvancedSecurityMode", "Plan=LITE")]

    def test_default_that_is_refused(self):
        """A template that is refused with its own defaults is told so."""
        length = {"Length": {"Type": "Number", "Default": 3}}
        found = self.found(length, {"Policies": {"PasswordPolicy": {"MinimumLength": {"Ref": "Length"}}}})
        assert found == [("E9006", "Policies.PasswordPolicy.MinimumLength", "every parameter's default holds")]

    def test_default_inside_a_text(self):
        """A default is what Fn::Sub puts into a text."""
        name = {"Name": {"Type": "String", "Default": "a" * 130}}
        found = self.found(name, {"UserPoolName": {"Fn::Sub": "${Name}-users"}})
        assert found == [("E9005", "UserPoolName", "every parameter's default holds")]

    def test_default_of_a_list(self):
        """The default of a list is its members."""
        names = {"Names": {"Type": "CommaDelimitedList", "Default": "email, e-mail"}}
        found = self.found(names, {"AutoVerifiedAttributes": {"Ref": "Names"}})
        assert found == [("E9004", "AutoVerifiedAttributes[1]", "every parameter's default holds")]

    def test_defaults_come_together(self):
        """An empty default does not stand beside a choice that is not the default."""
        parameters = {
            "Own": {"Type": "String", "AllowedValues": ["yes", "no"], "Default": "no"},
            "Sender": {"Type": "String", "Default": ""},
        }
        mail = {"EmailSendingAccount": "DEVELOPER", "SourceArn": {"Ref": "Sender"}, "From": "a@example.com"}
        properties = {"EmailConfiguration": {"Fn::If": ["IsOwn", mail, {"Ref": "AWS::NoValue"}]}}
        conditions = {"IsOwn": {"Fn::Equals": [{"Ref": "Own"}, "yes"]}}
        assert self.found(parameters, properties, Conditions=conditions) == []
        parameters["Own"]["Default"] = "yes"
        [found] = self.found(parameters, properties, Conditions=conditions)
        assert found[:2] == ("E9005", "EmailConfiguration.SourceArn")

    def test_long_list_is_not_told_apart(self):
        """More values than eight are not looked at one by one."""
        many_values = {"Plan": {"Type": "String", "AllowedValues": ["GOLD", *map(str, range(8))]}}
        assert self.found(many_values, {"UserPoolTier": {"Ref": "Plan"}}) == []


class TestOpaque:
    """Attributes of what is not of AWS may be anything."""

    @pytest.mark.parametrize(
        ("kind", "attribute"),
        [("Custom::Copy", "Id"), ("AWS::CloudFormation::Stack", "Outputs.Id"), ("My::Own::Pool::MODULE", "Id")],
    )
    def test_id_may_be_that_of_the_pool(self, kind, attribute):
        """What a custom resource or another stack gives may be the id of the template's pool."""
        pool = {"Fn::GetAtt": ["Copy", attribute]}
        resources = {
            "Users": {"Type": "AWS::Cognito::UserPool"},
            "Copy": {"Type": kind, "Properties": {"Pool": {"Ref": "Users"}}},
            "Web": {"Type": "AWS::Cognito::UserPoolClient", "Properties": {"UserPoolId": pool}},
            "Look": {
                "Type": "AWS::Cognito::ManagedLoginBranding",
                "Properties": {
                    "UserPoolId": {"Ref": "Users"},
                    "ClientId": {"Ref": "Web"},
                    "UseCognitoProvidedValues": True,
                },
            },
        }
        assert check({"Resources": resources}).errors == ()


class TestConditions:
    def decided(self, conditions, parameters=None, **values):
        """Whether each condition holds under the choices that have these values; a name of what is not decided."""
        known = Conditions({"Conditions": conditions, "Parameters": parameters or {}})
        assignment = {
            name: next(choice for choice in known.choices(name) if value in choice.members)
            for name, value in values.items()
        }
        return {name: known.holds(name, assignment) for name in conditions}

    def test_short_cuts(self):
        """One false operand decides And, one true operand decides Or, whatever the others are."""
        unknown, false = {"Fn::Equals": [{"Ref": "A"}, "x"]}, {"Fn::Equals": ["a", "b"]}
        conditions = {"And": {"Fn::And": [unknown, false]}, "Or": {"Fn::Or": [unknown, {"Fn::Not": [false]}]}}
        assert self.decided(conditions) == {"And": False, "Or": True}

    def test_what_has_to_be_known_first(self):
        """A condition that is not decided names the variable that it waits for."""
        conditions = {"C": {"Fn::And": [{"Fn::Equals": [{"Ref": name}, "x"]} for name in "AB"]}}
        assert self.decided(conditions) == {"C": "A"}
        assert self.decided(conditions, A="x") == {"C": "B"}
        assert self.decided(conditions, A="x", B="x") == {"C": True}

    def test_text_with_one_unknown_part(self):
        """A text equals another one if its one parameter is what is missing."""
        conditions = {"C": {"Fn::Equals": [{"Fn::Sub": "a-${Stage}-b"}, "a-x-b"]}}
        assert self.decided(conditions, Stage="x") == {"C": True}
        assert self.decided({"C": {"Fn::Equals": [{"Fn::Sub": "a-${Stage}"}, "b"]}}) == {"C": False}

    def test_numbers_and_booleans(self):
        """Scalars are compared as CloudFormation writes them."""
        conditions = {"C": {"Fn::Equals": [{"Ref": "A"}, True]}, "D": {"Fn::Equals": [{"Ref": "B"}, 1]}}
        assert self.decided(conditions, A="true", B="1") == {"C": True, "D": True}

    def test_circle(self):
        """Conditions in a circle are not decided, and nothing runs forever."""
        conditions = {"A": {"Condition": "B"}, "B": {"Fn::Not": [{"Condition": "A"}]}}
        assert all(isinstance(truth, str) for truth in self.decided(conditions).values())
        pool = {"Type": "AWS::Cognito::UserPool", "Properties": {"UserPoolTier": {"Fn::If": ["A", "GOLD", "LITE"]}}}
        report = check({"Conditions": conditions, "Resources": {"Users": pool, "Others": {**pool, "Condition": "A"}}})
        assert [error.resource for error in report.errors] == ["Users", "Others"]

    def test_a_condition_that_goes_too_deep(self):
        """A long row of conditions is not followed to its end, and stops nobody."""
        conditions = {f"C{number}": {"Fn::Not": [{"Condition": f"C{number + 1}"}]} for number in range(1000)}
        conditions["C1000"] = {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}
        pool = {"Type": "AWS::Cognito::UserPool", "Properties": {"UserPoolTier": {"Fn::If": ["C0", "GOLD", "LITE"]}}}
        assert len(check({"Conditions": conditions, "Resources": {"Users": pool}}).errors) == 1

    def test_conditions_that_branch_often(self):
        """Conditions that name others twice are looked at once each."""
        conditions = {f"C{number}": {"Fn::And": [{"Condition": f"C{number + 1}"}] * 2} for number in range(60)}
        conditions["C60"] = {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}
        assert self.decided(conditions, Stage="prod")["C0"] is True

    def test_choices_are_what_makes_a_difference(self):
        """A parameter is one of the values that something compares, or another one."""
        equals = {"C": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}, "D": {"Fn::Equals": ["dev", {"Ref": "Stage"}]}}
        assert [choice.label for choice in Conditions({"Conditions": equals}).choices("Stage")] == [
            "=dev",
            "=prod",
            "=another value",
        ]

    def test_many_allowed_values_are_taken_together(self):
        """Allowed values that nothing tells apart are one choice."""
        parameters = {"Size": {"Type": "String", "AllowedValues": [str(number) for number in range(20)]}}
        conditions = {"C": {"Fn::Equals": [{"Ref": "Size"}, "7"]}}
        choices = Conditions({"Conditions": conditions, "Parameters": parameters}).choices("Size")
        assert sorted(len(choice.members) for choice in choices) == [1, 19]

    def test_keys_of_one_row_are_taken_together(self):
        """Keys under which a mapping holds the same are one choice."""
        rows = {"a": {"x": 1}, "b": {"x": 1}, "c": {"x": 2}}
        lookup = {"Fn::FindInMap": ["M", {"Ref": "Key"}, "x"]}
        known = Conditions({"Mappings": {"M": rows}, "Resources": {"R": {"Properties": {"P": lookup}}}})
        assert [choice.members for choice in known.choices("Key")] == [("a", "b"), ("c",), ()]

    def test_stored_parameters_have_any_value(self):
        """The allowed values of a parameter in Systems Manager are names, not values."""
        parameters = {"P": {"Type": "AWS::SSM::Parameter::Value<String>", "AllowedValues": ["/a"]}}
        conditions = {"C": {"Fn::Equals": [{"Ref": "P"}, "on"]}}
        choices = Conditions({"Conditions": conditions, "Parameters": parameters}).choices("P")
        assert [choice.members for choice in choices] == [("on",), ()]

    def test_region_and_partition_belong_together(self):
        """A Region is in one partition."""
        equals = {
            "C": {"Fn::Equals": [{"Ref": "AWS::Region"}, "cn-north-1"]},
            "D": {"Fn::Equals": [{"Ref": "AWS::Partition"}, "aws"]},
        }
        known = Conditions({"Conditions": equals})
        [china, _], [commercial, other] = known.choices("AWS::Region"), known.choices("AWS::Partition")
        assert not known.possible({"AWS::Region": china, "AWS::Partition": commercial})
        assert known.possible({"AWS::Region": china, "AWS::Partition": other})
