package infra_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/controller"
	"ordholden/internal/inbox"
)

const (
	arnOfInboxTopic = "!Sub arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${AWS::StackName}-inbox"
	arnOfRule       = arnOf + "receipt-rule-set/${ReceiptRuleSet}:receipt-rule/"
)

// receiptRules are those of infra/mail.yaml, by name.
func receiptRules(t *testing.T) map[string]resource {
	t.Helper()
	byName := map[string]resource{}
	for _, r := range read(t, "mail.yaml").ofKind(t, "AWS::SES::ReceiptRule") {
		byName[fmt.Sprint(at(r.properties, "Rule", "Name"))] = r
	}
	return byName
}

func TestEveryControllerHasOneRuleThatTakesItsMailboxAndNoOther(t *testing.T) {
	mail, rules := read(t, "mail.yaml"), receiptRules(t)
	var ids []string
	for _, d := range controllers.Registry().Newest() {
		id := string(d.ID)
		ids = append(ids, id)
		rule, ok := rules[id]
		if !ok {
			continue
		}
		recipients := list(at(rule.properties, "Rule", "Recipients"))
		if len(recipients) != 1 || !strings.HasPrefix(recipients[0], "!Ref ") {
			t.Errorf("%s: recipients are %v, want one, a parameter", id, recipients)
			continue
		}
		parameter := strings.TrimPrefix(recipients[0], "!Ref ")
		if got := at(mail.root, "Parameters", parameter, "Default"); got != d.Mailbox {
			t.Errorf("%s: takes %v, declared is %s", id, got, d.Mailbox)
		}
	}
	slices.Sort(ids)
	if names := slices.Sorted(maps.Keys(rules)); !slices.Equal(names, ids) {
		t.Errorf("rules %v, controllers %v", names, ids)
	}
	if all := mail.ofKind(t, "AWS::SES::ReceiptRule"); len(all) != len(rules) {
		t.Errorf("%d rules of %d names", len(all), len(rules))
	}
}

func TestRulesWantTLSScanAndStoreUnderTheirController(t *testing.T) {
	mail := read(t, "mail.yaml")
	for name, rule := range receiptRules(t) {
		rule.want(t, "!Ref RuleSet", "RuleSetName")
		rule.want(t, true, "Rule", "Enabled")
		rule.want(t, true, "Rule", "ScanEnabled")
		rule.want(t, "Require", "Rule", "TlsPolicy")
		rule.want(t, fmt.Sprintf("[map[S3Action:map[BucketName:!Ref InboxBucket ObjectKeyPrefix:incoming/%s/ TopicArn:!Ref InboxTopic]]]", name),
			"Rule", "Actions")
	}
	mail.resource(t, "RuleSet").want(t, "!Ref ReceiptRuleSet", "RuleSetName")
}

// Two rules that come first, or after the same one, would stand in an order that
// nobody chose.
func TestRulesStandInOneOrder(t *testing.T) {
	after := map[string]string{}
	for name, rule := range receiptRules(t) {
		predecessor := fmt.Sprint(rule.properties["After"])
		if other, taken := after[predecessor]; taken {
			t.Errorf("%s and %s both come after %s", name, other, predecessor)
		}
		after[predecessor] = name
	}
}

// What mail.yaml is not given, and has no value for, comes from template.yaml
// under the same name: the command in README.md hands it over.
func TestReceiptRulesAreGivenWhatTheOtherStackPutsOut(t *testing.T) {
	main, mail := load(t), read(t, "mail.yaml")
	given := 0
	for name, parameter := range mail.root["Parameters"].(object) {
		if at(main.root, "Outputs", name) == nil {
			if at(parameter, "Default") == nil {
				t.Errorf("%s has no value and is no output of template.yaml", name)
			}
			continue
		}
		given++
		if got := at(main.root, "Outputs", name, "Value"); got != "!Ref "+name {
			t.Errorf("output %s is %v", name, got)
		}
	}
	if given != 3 {
		t.Errorf("%d parameters are outputs of template.yaml, want 3", given)
	}
	for _, tp := range []template{main, mail} {
		if got := at(tp.root, "Parameters", "ReceiptRuleSet", "Default"); got != "ordholden" {
			t.Errorf("rule set is %v by default", got)
		}
	}
}

// Wherever SES is let in for mail that comes in, it is for the rules of
// infra/mail.yaml, by name, or for the one topic.
func TestSESIsLetInForOurRulesOnly(t *testing.T) {
	var want []string
	for name := range receiptRules(t) {
		want = append(want, arnOfRule+name)
	}
	slices.Sort(want)
	doors := 0
	for _, s := range load(t).statements(t) {
		if at(s.text, "Principal", "Service") != "ses.amazonaws.com" || !strings.HasPrefix(s.where, "Inbox") {
			continue
		}
		doors++
		equals := at(s.text, "Condition", "StringEquals")
		if s.where == "InboxKey.SealForTheTopic" {
			if got := at(equals, "kms:EncryptionContext:aws:sns:topicArn"); got != arnOfInboxTopic {
				t.Errorf("%s: for %v", s.where, got)
			}
			continue
		}
		got := list(at(equals, "aws:SourceArn"))
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: for %v, want %v", s.where, got, want)
		}
	}
	if doors != 4 {
		t.Errorf("SES is let in at %d places, want bucket, topic and a key for each", doors)
	}
}

func TestBucketsAreClosedSealedAndKeepNoCopies(t *testing.T) {
	tp := load(t)
	keys := map[string]string{"InboxBucket": "InboxBucketKey", "FilesBucket": "FilesKey"}
	for name, key := range keys {
		wantClosed(t, tp, tp.resource(t, name), key)
	}
	if n := len(tp.ofKind(t, "AWS::S3::Bucket")); n != len(keys)+1 { // and that of the logs, below
		t.Errorf("%d buckets, of which %d are known here", n, len(keys))
	}
}

// What is in the log's bucket cannot be changed or deleted for as long as requests are kept,
// by nobody: and no rule ends it.
func TestTheBucketOfTheLogsIsLocked(t *testing.T) {
	bucket := load(t).resource(t, "LogBucket")
	bucket.want(t, true, "ObjectLockEnabled")
	bucket.want(t, "map[ObjectLockEnabled:Enabled Rule:map[DefaultRetention:map[Days:1100 Mode:COMPLIANCE]]]", "ObjectLockConfiguration")
	bucket.want(t, nil, "LifecycleConfiguration")
	bucket.want(t, "map[BlockPublicAcls:true BlockPublicPolicy:true IgnorePublicAcls:true RestrictPublicBuckets:true]",
		"PublicAccessBlockConfiguration")
	bucket.want(t, "[map[BucketKeyEnabled:true ServerSideEncryptionByDefault:"+
		"map[KMSMasterKeyID:!GetAtt FilesKey.Arn SSEAlgorithm:aws:kms]]]", "BucketEncryption", "ServerSideEncryptionConfiguration")
	for _, policy := range []string{"DeletionPolicy", "UpdateReplacePolicy"} {
		if bucket.attributes[policy] != "Retain" {
			t.Errorf("%s is %v", policy, bucket.attributes[policy])
		}
	}
}

func wantClosed(t *testing.T, tp template, bucket resource, key string) {
	t.Helper()
	bucket.want(t, "map[BlockPublicAcls:true BlockPublicPolicy:true IgnorePublicAcls:true RestrictPublicBuckets:true]",
		"PublicAccessBlockConfiguration")
	bucket.want(t, "[map[ObjectOwnership:BucketOwnerEnforced]]", "OwnershipControls", "Rules")
	bucket.want(t, "[map[BucketKeyEnabled:true ServerSideEncryptionByDefault:"+
		"map[KMSMasterKeyID:!GetAtt "+key+".Arn SSEAlgorithm:aws:kms]]]",
		"BucketEncryption", "ServerSideEncryptionConfiguration")
	for _, copying := range []string{
		"VersioningConfiguration", "ReplicationConfiguration", "ObjectLockEnabled", "ObjectLockConfiguration",
		"InventoryConfigurations", "LoggingConfiguration", "NotificationConfiguration", "WebsiteConfiguration",
		"AccessControl", "BucketName", "CorsConfiguration", "AccelerateConfiguration",
	} {
		bucket.want(t, nil, copying)
	}
	for _, r := range []resource{bucket, tp.resource(t, key)} {
		for _, policy := range []string{"DeletionPolicy", "UpdateReplacePolicy"} {
			if r.attributes[policy] != "Retain" {
				t.Errorf("%s: %s is %v", r.name, policy, r.attributes[policy])
			}
		}
	}
}

func TestUploadsThatNobodyRegisteredEndByThemselves(t *testing.T) {
	load(t).resource(t, "FilesBucket").want(t, "[map[ExpirationInDays:2 Id:quarantine Prefix:quarantine/ Status:Enabled] "+
		"map[ExpirationInDays:1 Id:copies Prefix:copies/ Status:Enabled] "+
		"map[AbortIncompleteMultipartUpload:map[DaysAfterInitiation:1] Id:unfinished Status:Enabled]]", "LifecycleConfiguration", "Rules")
}

func TestLettersEndByThemselvesButNotBeforeTheirCase(t *testing.T) {
	bucket := load(t).resource(t, "InboxBucket")
	days := map[string]uint64{}
	for _, rule := range at(bucket.properties, "LifecycleConfiguration", "Rules").([]any) {
		if at(rule, "Status") != "Enabled" {
			t.Errorf("rule %v is off", at(rule, "Id"))
		}
		prefix, _ := at(rule, "Prefix").(string)
		if tags, ok := at(rule, "TagFilters").([]any); ok {
			if at(tags[0], "Key") != "record" || len(tags) != 1 || prefix != "held/" {
				t.Errorf("rule %v goes by %v", at(rule, "Id"), tags)
			}
			prefix, _ = at(tags[0], "Value").(string)
		}
		if n, ok := at(rule, "ExpirationInDays").(uint64); ok {
			days[prefix] = n
		} else if n := at(rule, "AbortIncompleteMultipartUpload", "DaysAfterInitiation"); prefix != "" || n != uint64(1) {
			t.Errorf("rule %v: unfinished uploads end after %v days", at(rule, "Id"), n)
		}
	}
	if len(days) != 4 || days["incoming/"] != 30 {
		t.Errorf("ends after %v days", days)
	}
	leap := time.Date(2027, 12, 31, 0, 0, 0, 0, time.UTC) // with a 29 February soon after: as many days as can be
	for record, kept := range map[inbox.Record]func(controller.Records) controller.Retention{
		inbox.AsUnconfirmed:    func(r controller.Records) controller.Retention { return r.Unconfirmed },
		inbox.AsCorrespondence: func(r controller.Records) controller.Retention { return r.Correspondence },
		inbox.AsRequest:        func(r controller.Records) controller.Retention { return r.Request },
	} {
		longest := 0
		for _, d := range controllers.Registry().All() {
			longest = max(longest, daysFrom(leap, kept(d.Records).Period.After(leap)))
		}
		if n := int(days[string(record)]); n < longest+1 || n > longest+5 {
			t.Errorf("%s ends after %d days, the longest after %d", record, n, longest)
		}
	}
}

func daysFrom(start, end time.Time) int { return int(end.Sub(start).Hours() / 24) }

func TestBucketsRefuseWhatDoesNotComeOverTLS(t *testing.T) {
	guarded := 0
	for _, s := range load(t).statements(t) {
		bucket, ok := strings.CutSuffix(s.where, "Policy.OverTLSOnly")
		if !ok {
			continue
		}
		guarded++
		if s.text["Effect"] != "Deny" || s.text["Principal"] != "*" || !slices.Equal(s.actions, []string{"s3:*"}) {
			t.Errorf("it is %v", s.text)
		}
		if !slices.Equal(s.resources, []string{"!GetAtt " + bucket + ".Arn", "!Sub ${" + bucket + ".Arn}/*"}) {
			t.Errorf("it guards %v", s.resources)
		}
		if got := fmt.Sprint(s.text["Condition"]); got != "map[Bool:map[aws:SecureTransport:false]]" {
			t.Errorf("it refuses where %v", got)
		}
	}
	if guarded != 3 {
		t.Errorf("%d buckets are guarded", guarded)
	}
}

func TestSESMayPutIntoIncomingAndNothingElse(t *testing.T) {
	for _, s := range load(t).statements(t) {
		if s.owner.name != "InboxBucketPolicy" || s.text["Effect"] == "Deny" {
			continue
		}
		if at(s.text, "Principal", "Service") != "ses.amazonaws.com" || !slices.Equal(s.actions, []string{"s3:PutObject"}) ||
			!slices.Equal(s.resources, []string{"!Sub ${InboxBucket.Arn}/incoming/*"}) {
			t.Errorf("%s: %v", s.where, s.text)
		}
	}
}

func TestALetterThatFailsIsTriedAgainAndThenKept(t *testing.T) {
	tp := load(t)
	inbox, queue := tp.resource(t, "Inbox"), tp.resource(t, "InboxQueue")
	inbox.want(t, "map[Received:map[Properties:map[BatchSize:5 FunctionResponseTypes:[ReportBatchItemFailures] "+
		"Queue:!GetAtt InboxQueue.Arn ScalingConfig:map[MaximumConcurrency:5]] Type:SQS]]", "Events")
	queue.want(t, "map[deadLetterTargetArn:!GetAtt InboxFailureQueue.Arn maxReceiveCount:5]", "RedrivePolicy")
	timeout, _ := inbox.properties["Timeout"].(uint64)
	visibility, _ := queue.properties["VisibilityTimeout"].(uint64)
	if timeout == 0 || visibility < 6*timeout {
		t.Errorf("a message is hidden for %d s, and Inbox may take %d s: want six times that", visibility, timeout)
	}
	// Batches that find no room count as tries, so there is room for as many as are handed out.
	if least := at(tp.root, "Parameters", "InboxConcurrency", "MinValue"); least != uint64(5) {
		t.Errorf("InboxConcurrency may be as low as %v", least)
	}
	for _, of := range []string{"VisibilityTimeout", "RedrivePolicy", "DelaySeconds"} {
		tp.resource(t, "InboxFailureQueue").want(t, nil, of)
	}
}

// intoTheQueue is who may put a message into it: our topic, and the schedule of the sweep.
var intoTheQueue = []string{
	"map[Action:sqs:SendMessage Condition:map[StringEquals:map[aws:SourceArn:!Ref InboxTopic]] Effect:Allow " +
		"Principal:map[Service:sns.amazonaws.com] Resource:!GetAtt InboxQueue.Arn]",
	"map[Action:sqs:SendMessage Condition:map[StringEquals:map[aws:SourceAccount:!Ref AWS::AccountId aws:SourceArn:!GetAtt InboxSweep.Arn]] " +
		"Effect:Allow Principal:map[Service:events.amazonaws.com] Resource:!GetAtt InboxQueue.Arn]",
}

// The message that has Inbox look for letters is one that it reads, once a minute, under the name
// that the key's policy has.
func TestInboxIsAskedToLookEveryMinute(t *testing.T) {
	sweep := load(t).resource(t, "InboxSweep")
	sweep.want(t, "!Sub ${AWS::StackName}-inbox-sweep", "Name")
	sweep.want(t, "rate(1 minute)", "ScheduleExpression")
	sweep.want(t, `[map[Arn:!GetAtt InboxQueue.Arn Id:inbox Input:{"sweep": true}]]`, "Targets")
}

func TestNotificationsReachTheQueueEncryptedAndFromOurTopicOnly(t *testing.T) {
	tp := load(t)
	tp.resource(t, "InboxTopic").want(t, "!GetAtt InboxKey.Arn", "KmsMasterKeyId")
	tp.resource(t, "InboxTopic").want(t, "!Sub ${AWS::StackName}-inbox", "TopicName") // as the key's policy names it
	for _, queue := range []string{"InboxQueue", "InboxFailureQueue"} {
		tp.resource(t, queue).want(t, "!GetAtt InboxKey.Arn", "KmsMasterKeyId")
	}
	if subscribed := tp.ofKind(t, "AWS::SNS::Subscription"); len(subscribed) != 1 {
		t.Errorf("%d subscriptions, want 1", len(subscribed))
	}
	tp.resource(t, "InboxSubscription").want(t, "map[Endpoint:!GetAtt InboxQueue.Arn Protocol:sqs RawMessageDelivery:true "+
		"TopicArn:!Ref InboxTopic]")
	for _, s := range tp.statements(t) {
		if s.owner.kind == "AWS::SQS::QueuePolicy" && !slices.Contains(intoTheQueue, fmt.Sprint(s.text)) {
			t.Errorf("%s: %v", s.where, s.text)
		}
	}
	if n := len(tp.ofKind(t, "AWS::SQS::QueuePolicy")); n != 1 {
		t.Errorf("%d queue policies, want 1", n)
	}
}
