package template_test

import (
	"fmt"
	"strings"
	"testing"

	"ordholden/infra/local/template"
)

// frame has an API, a table, a queue, a topic and a function whose body the cases give. Line 31 is the first of it.
const frame = `Parameters:
  Text: { Type: String, Default: x }
  Secret: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /a/path }
  Needed: { Type: String }
Conditions:
  Yes: !Equals [a, a]
  Circle: !Condition Other
  Other: !Condition Circle
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Name: one
  Main:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }]
      KeySchema: [{ AttributeName: pk, KeyType: HASH }]
      StreamSpecification: { StreamViewType: KEYS_ONLY }
  Still:
    Type: AWS::DynamoDB::Table
    Properties: { KeySchema: [{ AttributeName: id, KeyType: HASH }] }
  Queue:
    Type: AWS::SQS::Queue
  Topic:
    Type: AWS::SNS::Topic
  F:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/f/
%s
`

func TestWhatIsNotUnderstoodIsAnErrorThatNamesThePlace(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"kind of event":               {"      Events: { A: { Type: Kinesis, Properties: {} } }", `line 31: Resources.F.Properties.Events.A: the local stack does not play events of type "Kinesis"`},
		"event without properties":    {"      Events: { A: { Type: SNS } }", "Events.A: it has no Properties"},
		"property of a function":      {"      FunctionUrlConfig: { AuthType: NONE }", "line 31: Resources.F.Properties.FunctionUrlConfig: the local stack does not know"},
		"property of an event":        {"      Events: { A: { Type: SNS, Properties: { Topic: !Ref Topic, FilterPolicy: {} } } }", "FilterPolicy: the local stack does not know"},
		"cron":                        {"      Events: { A: { Type: Schedule, Properties: { Schedule: cron(0 12 * * ? *) } } }", `Schedule: "cron(0 12 * * ? *)" is not rate`},
		"no schedule":                 {"      Events: { A: { Type: Schedule, Properties: { Name: n } } }", "Schedule is missing"},
		"rate without a unit":         {"      Events: { A: { Type: Schedule, Properties: { Schedule: rate(5) } } }", "is not rate"},
		"stream of no table":          {"      Events: { A: { Type: DynamoDB, Properties: { Stream: !GetAtt Topic.Arn, StartingPosition: LATEST } } }", "want !Ref or !GetAtt of AWS::DynamoDB::Table"},
		"stream of a still table":     {"      Events: { A: { Type: DynamoDB, Properties: { Stream: !GetAtt Still.StreamArn, StartingPosition: LATEST } } }", "Still has no stream"},
		"stream without a start":      {"      Events: { A: { Type: DynamoDB, Properties: { Stream: !GetAtt Main.StreamArn } } }", "StartingPosition is missing"},
		"several readers of a shard":  {"      Events: { A: { Type: DynamoDB, Properties: { Stream: !GetAtt Main.StreamArn, StartingPosition: LATEST, ParallelizationFactor: 2 } } }", "ParallelizationFactor: the local stack does not know"},
		"operator in a filter":        {`      Events: { A: { Type: DynamoDB, Properties: { Stream: !GetAtt Main.StreamArn, StartingPosition: LATEST, FilterCriteria: { Filters: [{ Pattern: '{"a":[{"exists":true}]}' }] } } } }`, "is not understood"},
		"kind of answer":              {"      Events: { A: { Type: DynamoDB, Properties: { Stream: !GetAtt Main.StreamArn, StartingPosition: LATEST, FunctionResponseTypes: [Other] } } }", "does not know Other"},
		"route without an API":        {"      Events: { A: { Type: HttpApi, Properties: { Method: GET, Path: /a } } }", "ApiId is missing"},
		"route with no authorizer":    {"      Events: { A: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: GET, Path: /a, Auth: {} } } }", "Authorizer is missing"},
		"route with another's":        {"      Events: { A: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: GET, Path: /a, Auth: { Authorizer: Nobody } } } }", "there is no authorizer Nobody"},
		"a scope that nobody has":     {"      Events: {}\n  P: { Type: 'AWS::Cognito::UserPool' }\n  C: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: !Ref P, AllowedOAuthScopes: [x/y] } }", "there is no scope x/y"},
		"a flow that is not played":   {"      Events: {}\n  P: { Type: 'AWS::Cognito::UserPool' }\n  C: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: !Ref P, AllowedOAuthFlows: [implicit] } }", `does not play the flow "implicit"`},
		"a client of no pool":         {"      Events: {}\n  C: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: elsewhere } }", "want !Ref or !GetAtt of AWS::Cognito::UserPool"},
		"property of a client":        {"      Events: {}\n  P: { Type: 'AWS::Cognito::UserPool' }\n  C: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: !Ref P, AnalyticsConfiguration: {} } }", "AnalyticsConfiguration: the local stack does not know"},
		"route without a method":      {"      Events: { A: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /a } } }", "Method is missing"},
		"route without a slash":       {"      Events: { A: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: GET, Path: a } } }", "does not begin with a slash"},
		"payload format":              {"      Events: { A: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: GET, Path: /a, PayloadFormatVersion: '1.0' } } }", "payload format 2.0, not 1.0"},
		"route that is taken":         {"      Events: { A: { Type: HttpApi, Properties: { ApiId: !Ref Api } }, B: { Type: HttpApi, Properties: { ApiId: !Ref Api } } }", "F and F both take $default"},
		"function turned off":         {"      ReservedConcurrentExecutions: 0", "0 turns the function off"},
		"number":                      {"      Timeout: long", `Timeout: strconv.Atoi: parsing "long"`},
		"mapping for a value":         {"      Timeout: { a: b }", "Timeout: want a value"},
		"folder elsewhere":            {"      Layers: []\n  G:\n    Type: AWS::Serverless::Function\n    Properties: { CodeUri: ../g }", `CodeUri "../g" is not functions/<folder>/`},
		"unknown name":                {"      Environment: { Variables: { A: !Ref Nothing } }", "line 31: Resources.F.Properties.Environment.Variables.A: there is no Nothing"},
		"unknown attribute":           {"      Environment: { Variables: { A: !GetAtt Queue.Depth } }", `cannot make up "Depth" of Queue`},
		"unknown resource":            {"      Environment: { Variables: { A: !Sub '${Nothing.Arn}' } }", `there is no resource "Nothing"`},
		"unknown function":            {"      Environment: { Variables: { A: !ImportValue other } }", "cannot resolve !ImportValue"},
		"unknown function, long":      {"      Environment: { Variables: { A: { 'Fn::FindInMap': [a, b, c] } } }", "cannot resolve !FindInMap"},
		"parameter without a value":   {"      Environment: { Variables: { A: !Ref Needed } }", "parameter Needed has no default"},
		"parameter kept elsewhere":    {"      Environment: { Variables: { A: !Ref Secret } }", "parameter Secret has no default"},
		"unknown condition":           {"      Environment: { Variables: { A: !If [Nothing, a, b] } }", "there is no condition Nothing"},
		"condition in a circle":       {"      Environment: { Variables: { A: !If [Circle, a, b] } }", "it refers to itself"},
		"if without an else":          {"      Environment: { Variables: { A: !If [Yes, a] } }", "!If wants a condition and two values"},
		"comparison of one":           {"      Environment: { Variables: { A: !If [!Equals [a], a, b] } }", "!Equals wants two values"},
		"condition that is a value":   {"      Environment: { Variables: { A: !If [!Ref Text, a, b] } }", "!Ref wants a list"},
		"condition that is a list":    {"      Environment: { Variables: { A: !If [[], a, b] } }", "want a condition"},
		"condition of another kind":   {"      Environment: { Variables: { A: !If [!Join ['', []], a, b] } }", "!Join is no condition"},
		"reference to a list":         {"      Environment: { Variables: { A: !Ref [a] } }", "!Ref wants a name"},
		"substitution in a list":      {"      Environment: { Variables: { A: !Sub [a] } }", "!Sub wants"},
		"join without a list":         {"      Environment: { Variables: { A: !Join [a] } }", "!Join wants"},
		"tag of YAML":                 {"      Environment: { Variables: { A: !!str a } }", "tag !!str is not used"},
		"neither true nor false":      {"      Events: { A: { Type: Schedule, Properties: { Schedule: rate(5 minutes), Enabled: 'on' } } }", `"on" is neither true nor false`},
		"key of neither kind":         {"  T:\n    Type: AWS::DynamoDB::Table\n    Properties: { KeySchema: [{ AttributeName: id, KeyType: FIRST }] }", "neither HASH nor RANGE"},
		"choice beyond the end":       {"      Environment: { Variables: { A: !Select [2, [a, b]] } }", "!Select wants"},
		"join of no list":             {"      Environment: { Variables: { A: !Join ['-', !Ref Text] } }", "want a list"},
		"type of resource":            {"  Q:\n    Type: AWS::Lambda::EventSourceMapping", `line 31: Resources.Q: the local stack does not know resources of type "AWS::Lambda::EventSourceMapping"`},
		"second API":                  {"  Second:\n    Type: AWS::Serverless::HttpApi\n    Properties: { Name: two }", "has one API"},
		"cross-origin rules":          {"  Second:\n    Type: AWS::Serverless::HttpApi\n    Properties: { CorsConfiguration: true }", "CorsConfiguration: the local stack does not know"},
		"stage":                       {"  Second:\n    Type: AWS::Serverless::HttpApi\n    Properties: { StageName: v1 }", "no stage but $default"},
		"local index":                 {"  T:\n    Type: AWS::DynamoDB::Table\n    Properties: { KeySchema: [{ AttributeName: id, KeyType: HASH }], LocalSecondaryIndexes: [] }", "LocalSecondaryIndexes: the local stack does not know"},
		"table without a key":         {"  T:\n    Type: AWS::DynamoDB::Table\n    Properties: { TableName: t }", "Resources.T: it has no HASH key"},
		"table that names itself":     {"  T:\n    Type: AWS::DynamoDB::Table\n    Properties: { TableName: !Sub '${T}x', KeySchema: [{ AttributeName: id, KeyType: HASH }] }", "it refers to itself"},
		"resource without properties": {"  T:\n    Type: AWS::DynamoDB::Table", "Resources.T: it has no Properties"},
		"queue of no kind":            {"      Events: { A: { Type: SQS, Properties: { Queue: !GetAtt Topic.Arn } } }", "want !Ref or !GetAtt of AWS::SQS::Queue"},
		"queue with a filter":         {"      Events: { A: { Type: SQS, Properties: { Queue: !GetAtt Queue.Arn, FilterCriteria: {} } } }", "FilterCriteria: the local stack does not know"},
		"kind of answer to a queue":   {"      Events: { A: { Type: SQS, Properties: { Queue: !GetAtt Queue.Arn, FunctionResponseTypes: [Other] } } }", "does not know Other"},
		"queue in order":              {"  Q:\n    Type: AWS::SQS::Queue\n    Properties: { FifoQueue: true }", "FifoQueue: the local stack does not know"},
		"dead letters to no queue":    {"  Q:\n    Type: AWS::SQS::Queue\n    Properties: { RedrivePolicy: { deadLetterTargetArn: !Ref Topic, maxReceiveCount: 5 } }", "want !Ref or !GetAtt of AWS::SQS::Queue"},
		"dead letters at once":        {"  Q:\n    Type: AWS::SQS::Queue\n    Properties: { RedrivePolicy: { deadLetterTargetArn: !GetAtt Queue.Arn } }", "want a maxReceiveCount above 0"},
		"subscription by mail":        {"  S:\n    Type: AWS::SNS::Subscription\n    Properties: { TopicArn: !Ref Topic, Protocol: email, Endpoint: !GetAtt Queue.Arn }", `subscriptions of protocol "email"`},
		"subscription with a filter":  {"  S:\n    Type: AWS::SNS::Subscription\n    Properties: { TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !GetAtt Queue.Arn, FilterPolicy: {} }", "FilterPolicy: the local stack does not know"},
		"bucket with versions":        {"  B:\n    Type: AWS::S3::Bucket\n    Properties: { VersioningConfiguration: { Status: Enabled } }", "VersioningConfiguration: the local stack does not know"},
		"output of nothing":           {"Outputs: { A: { Value: !Ref Nothing } }", "there is no Nothing"},
		"section":                     {"Hooks: {}", "line 31: Hooks: the local stack does not know Hooks here"},
		"settings for all of another": {"Globals:\n  HttpApi: { FailOnWarnings: true }", "Globals.HttpApi: the local stack does not know"},
		"anchor":                      {"      Description: &a text", "Anchor is not used in templates"},
		"merge":                       {"      Environment: { Variables: { <<: { A: b } } }", "merge keys are not used"},
		"no YAML":                     {"      ]", "read the YAML"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := template.Parse(fmt.Appendf(nil, frame, c.body), nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v\nwant …%s…", err, c.want)
			}
		})
	}
}

func TestFrameItselfIsUnderstood(t *testing.T) {
	if _, err := template.Parse(fmt.Appendf(nil, frame, ""), nil); err != nil {
		t.Error(err)
	}
}

func TestThrottleOfNoRouteOrOfNothingIsAnError(t *testing.T) {
	for settings, want := range map[string]string{
		"RouteSettings: { 'GET /b': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } }":   "there is no route GET /b",
		"RouteSettings: { 'GET /a': { ThrottlingRateLimit: 0, ThrottlingBurstLimit: 1 } }":   "above 0",
		"RouteSettings: { 'GET /a': { ThrottlingRateLimit: 1 } }":                            "above 0",
		"DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1, More: 1 }": "More: the local stack does not know",
	} {
		source := fmt.Sprintf(`Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      %s
  F:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/f/
      Events: { A: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: GET, Path: /a } } }
`, settings)
		if _, err := template.Parse([]byte(source), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want …%s…", settings, err, want)
		}
	}
}

func TestUnknownOverrideIsAnError(t *testing.T) {
	_, err := template.Parse(fmt.Appendf(nil, frame, ""), map[string]string{"PublicURL": "x"})
	if err == nil || !strings.Contains(err.Error(), "there is no parameter PublicURL to set") {
		t.Errorf("error %v, want that there is no such parameter", err)
	}
}

func TestAllFaultsAreNamedAtOnceAndEachOnce(t *testing.T) {
	_, err := template.Parse(fmt.Appendf(nil, frame, "      ReservedConcurrentExecutions: !Ref Nothing\n      Events: { A: { Type: Kafka, Properties: {} } }"), nil)
	if err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("error %v, want two lines", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(fmt.Sprintf(frame, ""))
	f.Add("Resources: { F: { Type: AWS::Serverless::Function, Properties: !Ref A } }")
	f.Fuzz(func(_ *testing.T, source string) {
		_, _ = template.Parse([]byte(source), nil) // it must return
	})
}
