package template

// Types of resources that are read.
const (
	typeFunction    = "AWS::Serverless::Function"
	typeAPI         = "AWS::Serverless::HttpApi"
	typeTable       = "AWS::DynamoDB::Table"
	typeTopic       = "AWS::SNS::Topic"
	typeQueue       = "AWS::SQS::Queue"
	typeSet         = "AWS::SES::ConfigurationSet"
	typeDestination = "AWS::SES::ConfigurationSetEventDestination"
	typeBucket      = "AWS::S3::Bucket"
	typeSubscribed  = "AWS::SNS::Subscription"
	typeTick        = "AWS::Events::Rule"
	typeRuleSet     = "AWS::SES::ReceiptRuleSet"
	typeRule        = "AWS::SES::ReceiptRule"
	typePool        = "AWS::Cognito::UserPool"
	typeClient      = "AWS::Cognito::UserPoolClient"
	typeGroup       = "AWS::Cognito::UserPoolGroup"
	typeScopes      = "AWS::Cognito::UserPoolResourceServer"
)

// passedOver are types of resources that the local stack can do without: what guards, watches or names the deployment.
// A type that is neither here nor read is a fault, so whoever adds one decides where it belongs.
var passedOver = map[string]bool{
	"AWS::ApiGatewayV2::ApiMapping": true,
	"AWS::ApiGatewayV2::DomainName": true,
	"AWS::CloudWatch::Alarm":        true,
	"AWS::Cognito::UserPoolDomain":  true,
	"AWS::IAM::Role":                true,
	"AWS::KMS::Alias":               true,
	"AWS::KMS::Key":                 true,
	"AWS::Logs::LogGroup":           true,
	"AWS::S3::BucketPolicy":         true,
	"AWS::SNS::TopicPolicy":         true,
	"AWS::SQS::QueuePolicy":         true,
	typeTopic:                       true, // played where a function or a destination names it
	typeSet:                         true,
	typePool:                        true, // who signs in, and how, is the local issuer's own
}

// nameProperty gives the property that names a resource, where the code is handed that name.
var nameProperty = map[string]string{
	typeTable:   "TableName",
	typeSet:     "Name",
	typeBucket:  "BucketName",
	typeRuleSet: "RuleSetName",
}

// Fields that are read or may be passed over, by place.
var (
	topLevel = []string{
		"AWSTemplateFormatVersion", "Transform", "Description", "Metadata", "Parameters", "Rules", "Mappings",
		"Conditions", "Globals", "Resources", "Outputs",
	}
	ofResource = []string{
		"Type", "Condition", "Properties", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata",
	}
	ofFunction = []string{
		"CodeUri", "Environment", "Events", "EventInvokeConfig", "ReservedConcurrentExecutions", "Timeout", // read
		"Architectures", "Description", "FunctionName", "Handler", "LoggingConfig", "MemorySize", "Policies",
		"PermissionsBoundary", "Role", "Runtime", "Tags", "Tracing",
	}
	ofAPI = []string{
		"AccessLogSettings", "Auth", "DefaultRouteSettings", "RouteSettings", "StageName", // read
		"Description", "DisableExecuteApiEndpoint", "Domain", "FailOnWarnings", "Name", "PropagateTags", "Tags",
	}
	ofTable = []string{
		"TableName", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "TimeToLiveSpecification",
		"StreamSpecification", // read
		"BillingMode", "ContributorInsightsSpecification", "DeletionProtectionEnabled", "OnDemandThroughput",
		"PointInTimeRecoverySpecification", "SSESpecification", "TableClass", "Tags",
	}
	// A bucket that keeps versions, or tells of its objects, would behave otherwise than the local one. The locks of objects
	// are passed over: nothing that runs here relies on being refused, and infra/README.md says that nothing is.
	ofBucket = []string{
		"BucketName", // read
		"BucketEncryption", "LifecycleConfiguration", "ObjectLockConfiguration", "ObjectLockEnabled", "OwnershipControls",
		"PublicAccessBlockConfiguration", "Tags",
	}
	ofClient = []string{
		"AllowedOAuthFlows", "AllowedOAuthScopes", "AccessTokenValidity", "CallbackURLs", "GenerateSecret", "TokenValidityUnits", "UserPoolId", // read
		"AllowedOAuthFlowsUserPoolClient", "ClientName", "EnableTokenRevocation", "ExplicitAuthFlows", "IdTokenValidity",
		"PreventUserExistenceErrors", "RefreshTokenValidity", "SupportedIdentityProviders",
	}
	ofQueue = []string{
		"MessageRetentionPeriod", "RedrivePolicy", "VisibilityTimeout", // read
		"KmsDataKeyReusePeriodSeconds", "KmsMasterKeyId", "QueueName", "RedriveAllowPolicy", "SqsManagedSseEnabled", "Tags",
	}
)
