package infra_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ordholden/internal/residence"
)

func TestTablesOutliveTheStackUnderKeysOfTheirOwn(t *testing.T) {
	tp := load(t)
	for name, key := range map[string]string{"Main": "MainKey", "Keys": "KeysKey"} {
		table := tp.resource(t, name)
		table.want(t, "PAY_PER_REQUEST", "BillingMode")
		table.want(t, true, "DeletionProtectionEnabled")
		table.want(t, true, "SSESpecification", "SSEEnabled")
		table.want(t, "KMS", "SSESpecification", "SSEType")
		table.want(t, "!GetAtt "+key+".Arn", "SSESpecification", "KMSMasterKeyId")
		table.want(t, nil, "TableName")
		for _, r := range []resource{table, tp.resource(t, key)} {
			for _, policy := range []string{"DeletionPolicy", "UpdateReplacePolicy"} {
				if r.attributes[policy] != "Retain" {
					t.Errorf("%s: %s is %v", r.name, policy, r.attributes[policy])
				}
			}
		}
	}
	if n := len(tp.ofKind(t, "AWS::DynamoDB::Table")); n != 2 {
		t.Errorf("%d tables, want 2", n)
	}
}

func TestMainTableExpiresItemsStreamsKeysAndCanBeRestored(t *testing.T) {
	main := load(t).resource(t, "Main")
	main.want(t, "map[AttributeName:expires Enabled:true]", "TimeToLiveSpecification")
	main.want(t, "map[StreamViewType:KEYS_ONLY]", "StreamSpecification")
	main.want(t, "map[PointInTimeRecoveryEnabled:true]", "PointInTimeRecoverySpecification")
	main.want(t, "[map[AttributeName:pk KeyType:HASH] map[AttributeName:sk KeyType:RANGE]]", "KeySchema")
	main.want(t, "[map[IndexName:due KeySchema:[map[AttributeName:agenda KeyType:HASH] map[AttributeName:due KeyType:RANGE]] "+
		"Projection:map[ProjectionType:KEYS_ONLY]] "+
		"map[IndexName:queue KeySchema:[map[AttributeName:queue KeyType:HASH] map[AttributeName:deadline KeyType:RANGE]] "+
		"Projection:map[NonKeyAttributes:[subject rights workflow identity delivery received language channel assignee revision extended extendedTold announced wrote looked nudged pausedFrom pausedReplied pausedNotice] "+
		"ProjectionType:INCLUDE]]]", "GlobalSecondaryIndexes")
	main.want(t, "[map[AttributeName:pk AttributeType:S] map[AttributeName:sk AttributeType:S] "+
		"map[AttributeName:agenda AttributeType:S] map[AttributeName:due AttributeType:S] "+
		"map[AttributeName:queue AttributeType:S] map[AttributeName:deadline AttributeType:S]]", "AttributeDefinitions")
}

// A copy of a data key that outlives its deletion would undo an erasure.
func TestKeysTableIsCopiedNowhere(t *testing.T) {
	keys := load(t).resource(t, "Keys")
	keys.want(t, "[map[AttributeName:id KeyType:HASH]]", "KeySchema")
	for _, copying := range []string{
		"PointInTimeRecoverySpecification", "StreamSpecification", "KinesisStreamSpecification",
		"GlobalSecondaryIndexes", "LocalSecondaryIndexes", "TimeToLiveSpecification", "Tags",
	} {
		keys.want(t, nil, copying)
	}
}

func TestKeysRotateAndDecryptOnlyForTheServiceTheyServe(t *testing.T) {
	tp := load(t)
	for _, key := range tp.ofKind(t, "AWS::KMS::Key") {
		key.want(t, true, "EnableKeyRotation")
	}
	uses := []string{"kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:CreateGrant"}
	for _, s := range tp.statements(t) {
		if s.owner.kind != "AWS::KMS::Key" || !slices.ContainsFunc(s.actions, func(a string) bool { return slices.Contains(uses, a) }) {
			continue
		}
		equals := at(s.text, "Condition", "StringEquals")
		if at(s.text, "Principal", "Service") != nil {
			continue // see TestServicesAreLetInForThisStackOnly
		}
		if at(equals, "kms:ViaService") == nil {
			t.Errorf("%s: the key may be used directly", s.where)
		}
	}
}

func TestNewMailAndWhatIsLoggedReachTheOutboxAndPoisonTheQueue(t *testing.T) {
	tp := load(t)
	events, _ := tp.resource(t, "Outbox").properties["Events"].(object)
	properties, _ := at(events, "NewMail", "Properties").(object)
	mail := resource{name: "Outbox.NewMail", properties: properties}
	if len(events) != 1 || at(events, "NewMail", "Type") != "DynamoDB" {
		t.Errorf("Outbox is invoked by %v", events)
	}
	mail.want(t, "!GetAtt Main.StreamArn", "Stream")
	mail.want(t, "TRIM_HORIZON", "StartingPosition")
	mail.want(t, "[ReportBatchItemFailures]", "FunctionResponseTypes")
	mail.want(t, true, "BisectBatchOnFunctionError")
	mail.want(t, "map[OnFailure:map[Destination:!GetAtt FailureQueue.Arn Type:SQS]]", "DestinationConfig")
	if tries, ok := properties["MaximumRetryAttempts"].(uint64); !ok || tries < 1 || tries > 20 {
		t.Errorf("retries are %v, want an end to them", properties["MaximumRetryAttempts"])
	}
	if age, ok := properties["MaximumRecordAgeInSeconds"].(uint64); !ok || age < 60 || age >= 86400 {
		t.Errorf("age is %v, want less than the stream keeps", properties["MaximumRecordAgeInSeconds"])
	}
	wantPatterns(t, mail, `{"eventName": ["INSERT"], "dynamodb": {"Keys": {"sk": {"S": [{"prefix": "MAIL#"}]}}}}`,
		`{"eventName": ["INSERT"], "dynamodb": {"Keys": {"sk": {"S": [{"prefix": "CONSENT#"}]}}}}`,
		`{"eventName": ["INSERT"], "dynamodb": {"Keys": {"sk": {"S": [{"prefix": "EVENT#"}]}}}}`)
}

func TestWhatIsRemovedReachesExpiryAndPoisonTheQueue(t *testing.T) {
	tp := load(t)
	events, _ := tp.resource(t, "Expiry").properties["Events"].(object)
	properties, _ := at(events, "Removed", "Properties").(object)
	removed := resource{name: "Expiry.Removed", properties: properties}
	if len(events) != 1 || at(events, "Removed", "Type") != "DynamoDB" {
		t.Errorf("Expiry is invoked by %v", events)
	}
	removed.want(t, "!GetAtt Main.StreamArn", "Stream")
	removed.want(t, "TRIM_HORIZON", "StartingPosition")
	removed.want(t, "[ReportBatchItemFailures]", "FunctionResponseTypes")
	removed.want(t, true, "BisectBatchOnFunctionError")
	removed.want(t, "map[OnFailure:map[Destination:!GetAtt ExpiryFailureQueue.Arn Type:SQS]]", "DestinationConfig")
	removed.want(t, 10, "MaximumRetryAttempts")
	removed.want(t, 21600, "MaximumRecordAgeInSeconds")
	wantPatterns(t, removed, `{"eventName": ["REMOVE"]}`, `{"eventName": ["MODIFY"], "dynamodb": {"Keys": {"sk": {"S": ["PROFILE"]}}}}`)
}

// DynamoDB lets two read a shard at once; a third would starve one of them.
func TestTheStreamHasNoMoreReadersThanItHasRoomFor(t *testing.T) {
	readers := 0
	for _, f := range load(t).functions(t) {
		events, _ := f.properties["Events"].(object)
		for _, e := range events {
			if at(e, "Type") == "DynamoDB" {
				readers++
			}
		}
	}
	if readers != 2 {
		t.Errorf("%d readers, want 2", readers)
	}
}

func wantPatterns(t *testing.T, source resource, want ...string) {
	t.Helper()
	filters, _ := at(source.properties, "FilterCriteria", "Filters").([]any)
	if len(filters) != len(want) {
		t.Fatalf("%s has filters %v, want %d", source.name, filters, len(want))
	}
	for i := range want {
		var got, wanted any
		if err := json.Unmarshal([]byte(fmt.Sprint(at(filters[i], "Pattern"))), &got); err != nil {
			t.Fatalf("filter is not JSON: %v", err)
		}
		if err := json.Unmarshal([]byte(want[i]), &wanted); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, wanted) {
			t.Errorf("filter is %v, want %v", got, wanted)
		}
	}
}

func TestClockTicksEachMinuteAndDropsStaleTicks(t *testing.T) {
	clock := load(t).resource(t, "Clock")
	clock.want(t, "map[Tick:map[Properties:map[Schedule:rate(1 minute)] Type:Schedule]]", "Events")
	clock.want(t, "map[MaximumEventAgeInSeconds:60 MaximumRetryAttempts:0]", "EventInvokeConfig")
}

func TestMailIsSentOverTLSAndTracksNobody(t *testing.T) {
	tp := load(t)
	set := tp.resource(t, "ConfigurationSet")
	set.want(t, "REQUIRE", "DeliveryOptions", "TlsPolicy")
	set.want(t, true, "ReputationOptions", "ReputationMetricsEnabled")
	set.want(t, nil, "TrackingOptions")
	set.want(t, "DISABLED", "VdmOptions", "DashboardOptions", "EngagementMetrics")
	events := tp.resource(t, "SendingEvents")
	events.want(t, "!Ref ConfigurationSet", "ConfigurationSetName")
	events.want(t, true, "EventDestination", "Enabled")
	events.want(t, "[send delivery bounce complaint reject renderingFailure]", "EventDestination", "MatchingEventTypes")
	events.want(t, "!Ref FeedbackTopic", "EventDestination", "SnsDestination", "TopicARN")
	if n := len(tp.ofKind(t, "AWS::SES::ConfigurationSetEventDestination")); n != 1 {
		t.Errorf("%d event destinations, want 1", n)
	}
}

func TestFeedbackComesEncryptedAndIsNotLostWhenItFails(t *testing.T) {
	tp := load(t)
	tp.resource(t, "FeedbackTopic").want(t, "!GetAtt FeedbackKey.Arn", "KmsMasterKeyId")
	feedback := tp.resource(t, "Feedback")
	feedback.want(t, "map[Happened:map[Properties:map[Topic:!Ref FeedbackTopic] Type:SNS]]", "Events")
	feedback.want(t, "map[OnFailure:map[Destination:!GetAtt FeedbackQueue.Arn Type:SQS]]", "EventInvokeConfig", "DestinationConfig")
}

func TestQueuesAreEncryptedKeepLongEnoughAndRing(t *testing.T) {
	const day = 24 * 60 * 60
	tp := load(t)
	kept := map[string]int{"FailureQueue": 14, "FeedbackQueue": 7, "InboxQueue": 4, "InboxFailureQueue": 7, "ExpiryFailureQueue": 14}
	for _, queue := range tp.ofKind(t, "AWS::SQS::Queue") {
		queue.want(t, kept[queue.name]*day, "MessageRetentionPeriod")
	}
	watched := map[string]string{
		"MailGivenUp":     "ApproximateNumberOfMessagesVisible !GetAtt FailureQueue.QueueName",
		"FeedbackGivenUp": "ApproximateNumberOfMessagesVisible !GetAtt FeedbackQueue.QueueName",
		"OutboxFails":     "Errors !Ref Outbox",
		"MailWaits":       "IteratorAge !Ref Outbox",
		"InboxGivenUp":    "ApproximateNumberOfMessagesVisible !GetAtt InboxFailureQueue.QueueName",
		"InboxWaits":      "ApproximateAgeOfOldestMessage !GetAtt InboxQueue.QueueName",
		"ClockFails":      "Errors !Ref Clock",
		"ExpiryGivenUp":   "ApproximateNumberOfMessagesVisible !GetAtt ExpiryFailureQueue.QueueName",
		"ExpiryWaits":     "IteratorAge !Ref Expiry",
	}
	if alarms := tp.ofKind(t, "AWS::CloudWatch::Alarm"); len(alarms) != len(watched) {
		t.Errorf("%d alarms, of which %d are known here", len(alarms), len(watched))
	}
	for name, what := range watched {
		alarm := tp.resource(t, name)
		dimensions, _ := alarm.properties["Dimensions"].([]any)
		if len(dimensions) != 1 || fmt.Sprint(alarm.properties["MetricName"], " ", at(dimensions[0], "Value")) != what {
			t.Errorf("%s watches %v of %v, want %s", name, alarm.properties["MetricName"], dimensions, what)
		}
		alarm.want(t, "GreaterThanThreshold", "ComparisonOperator")
		alarm.want(t, "map[!If:[HasAlarmTopic [!Ref AlarmTopicArn] !Ref AWS::NoValue]]", "AlarmActions")
	}
}

// What a receipt and a copy say of where data lies is true because no stack can be made elsewhere.
func TestAStackIsMadeOnlyWhereItsFunctionsCanSayWhereTheyStore(t *testing.T) {
	rule := fmt.Sprint(at(load(t).root, "Rules", "RegionIsInTheEEA", "Assertions"))
	want := fmt.Sprintf("[map[Assert:map[!Contains:[%v !Ref AWS::Region]] ", residence.Regions())
	if !strings.HasPrefix(rule, want) {
		t.Errorf("%s\nwant %s", rule, want)
	}
}
