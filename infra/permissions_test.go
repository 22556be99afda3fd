package infra_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// statement is one statement of a policy: of a role, a key, a topic.
type statement struct {
	where     string // the resource, and the Sid where there is one
	owner     resource
	text      object
	actions   []string
	resources []string
}

func (tp template) statements(t *testing.T) []statement {
	t.Helper()
	var all []statement
	for name := range tp.root["Resources"].(object) {
		r := tp.resource(t, name)
		for _, text := range below(r.properties) {
			where := name
			if sid, ok := text["Sid"]; ok {
				where = fmt.Sprint(name, ".", sid)
			}
			all = append(all, statement{where, r, text, list(text["Action"]), list(text["Resource"])})
		}
	}
	if len(all) < len(tp.functions(t)) {
		t.Fatalf("found only %d statements", len(all))
	}
	return all
}

// below finds the statements of every policy document at v or under it.
func below(v any) []object {
	var found []object
	switch v := v.(type) {
	case object:
		for key, each := range v {
			statements, isList := each.([]any)
			if key != "Statement" || !isList {
				found = append(found, below(each)...)
				continue
			}
			for _, s := range statements {
				found = append(found, s.(object))
			}
		}
	case []any:
		for _, each := range v {
			found = append(found, below(each)...)
		}
	}
	return found
}

// In a key's own policy "*" is the key: there is no other way to write it.
var starIsTheKeyItself = []string{
	"MainKey.LookAfter", "MainKey.UseThroughDynamoDB",
	"KeysKey.LookAfter", "KeysKey.UseThroughDynamoDB",
	"FeedbackKey.LookAfter", "FeedbackKey.SealForTheTopic",
	"InboxBucketKey.LookAfter", "InboxBucketKey.UseThroughS3", "InboxBucketKey.SealForTheBucket",
	"FeedbackKey.UseThroughSQS", "FilesKey.LookAfter", "FilesKey.UseThroughS3",
	"InboxKey.LookAfter", "InboxKey.UseThroughSQS", "InboxKey.SealForTheTopic", "InboxKey.SealForTheQueue",
	"InboxKey.SealForTheSweep",
}

// Objects are granted by the part of a bucket that they lie in: what they will
// be called is not known beforehand.
var partsOfBuckets = []string{
	"!Sub ${InboxBucket.Arn}/incoming/*", "!Sub ${InboxBucket.Arn}/held/*",
	"!Sub ${FilesBucket.Arn}/quarantine/*", "!Sub ${FilesBucket.Arn}/files/*", "!Sub ${FilesBucket.Arn}/copies/*",
	"!Sub ${LogBucket.Arn}/log/*",
}

func TestNoPolicyHasAWildcard(t *testing.T) {
	excepted := 0
	for _, s := range load(t).statements(t) {
		if strings.HasSuffix(s.where, "BucketPolicy.OverTLSOnly") { // refuses, and so may be wide: see receiving_test.go
			continue
		}
		if s.text["Effect"] != "Allow" || s.text["NotAction"] != nil || s.text["NotResource"] != nil || s.text["NotPrincipal"] != nil {
			t.Errorf("%s: says what it allows by exclusion", s.where)
		}
		if len(s.actions) == 0 {
			t.Errorf("%s: names no action", s.where)
		}
		for _, a := range s.actions {
			if strings.ContainsAny(a, "*?") {
				t.Errorf("%s: action %s", s.where, a)
			}
		}
		if strings.Contains(fmt.Sprint(s.text["Principal"]), "*") {
			t.Errorf("%s: principal %v", s.where, s.text["Principal"])
		}
		if slices.Equal(s.resources, []string{"*"}) && slices.Contains(starIsTheKeyItself, s.where) {
			excepted++
			continue
		}
		for _, r := range s.resources {
			if strings.ContainsAny(r, "*?") && !slices.Contains(partsOfBuckets, r) {
				t.Errorf("%s: resource %s", s.where, r)
			}
		}
	}
	if excepted != len(starIsTheKeyItself) {
		t.Errorf("%d of %d exceptions are in use", excepted, len(starIsTheKeyItself))
	}
}

// A function's rights are those of its role and of nothing else. SAM adds
// managed policies, wildcards and all, wherever it makes the role itself.
func TestRolesAreWrittenOutAndCarryNothingManaged(t *testing.T) {
	tp := load(t)
	for _, f := range tp.functions(t) {
		for _, other := range []string{"Policies", "AssumeRolePolicyDocument", "PermissionsBoundary", "Connectors"} {
			f.want(t, nil, other)
		}
		role := tp.resource(t, f.name+"Role")
		role.want(t, nil, "ManagedPolicyArns")
		if policies, _ := role.properties["Policies"].([]any); len(policies) != 1 {
			t.Errorf("%s has %d policies, want 1", role.name, len(policies))
		}
	}
	if roles, functions := len(tp.ofKind(t, "AWS::IAM::Role")), len(tp.functions(t)); roles != functions {
		t.Errorf("%d roles for %d functions", roles, functions)
	}
	for name := range tp.root["Resources"].(object) {
		switch r := tp.resource(t, name); r.kind {
		case "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy", "AWS::Serverless::Connector", "AWS::Lambda::Permission":
			t.Errorf("%s grants beside the roles", name)
		}
	}
}

const (
	works  = "dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem"
	fenced = "dynamodb:ConditionCheckItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem"
	erases = "dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem " +
		"dynamodb:Query dynamodb:UpdateItem"
	ends = "dynamodb:BatchWriteItem dynamodb:ConditionCheckItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem " +
		"dynamodb:Query dynamodb:UpdateItem"
	sweeps = "dynamodb:BatchGetItem dynamodb:BatchWriteItem dynamodb:ConditionCheckItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem " +
		"dynamodb:Query dynamodb:Scan dynamodb:UpdateItem"
	logs   = "logs:CreateLogStream logs:PutLogEvents"
	stream = "dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams"
	arnOf  = "!Sub arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:"
)

// granted is the whole of what each function may do, by resource. Whoever adds
// or drops a call in the code does so here and in the role.
var granted = map[string]map[string]string{
	"Consent": {
		"!GetAtt ConsentLog.Arn": logs,
		"!GetAtt Main.Arn":       "dynamodb:BatchGetItem " + fenced,
		"!GetAtt Keys.Arn":       "dynamodb:GetItem dynamodb:UpdateItem",
		"!GetAtt MainKey.Arn":    "kms:Decrypt",
		"!GetAtt KeysKey.Arn":    "kms:Decrypt",
	},
	"Rights": {
		"!GetAtt RightsLog.Arn": logs,
		"!GetAtt Main.Arn":      "dynamodb:BatchGetItem " + fenced,
		"!GetAtt Keys.Arn":      "dynamodb:GetItem dynamodb:UpdateItem",
		"!GetAtt MainKey.Arn":   "kms:Decrypt",
		"!GetAtt KeysKey.Arn":   "kms:Decrypt",
	},
	"Site": {
		"!GetAtt SiteLog.Arn": logs,
	},
	"Inbox": {
		"!GetAtt InboxLog.Arn":               logs,
		"!GetAtt InboxQueue.Arn":             "sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage",
		"!GetAtt InboxKey.Arn":               "kms:Decrypt",
		"!GetAtt InboxBucket.Arn":            "s3:ListBucket",
		"!Sub ${InboxBucket.Arn}/incoming/*": "s3:DeleteObject s3:GetObject",
		"!Sub ${InboxBucket.Arn}/held/*":     "s3:PutObject s3:PutObjectTagging",
		"!GetAtt InboxBucketKey.Arn":         "kms:Decrypt kms:GenerateDataKey",
		"!GetAtt Main.Arn":                   fenced,
		"!GetAtt Keys.Arn":                   "dynamodb:GetItem dynamodb:UpdateItem",
		"!GetAtt MainKey.Arn":                "kms:Decrypt",
		"!GetAtt KeysKey.Arn":                "kms:Decrypt",
	},
	"Outbox": {
		"!GetAtt OutboxLog.Arn":                         logs,
		"!GetAtt Main.StreamArn":                        stream,
		"!GetAtt FailureQueue.Arn":                      "sqs:SendMessage",
		"!GetAtt FeedbackKey.Arn":                       "kms:Decrypt kms:GenerateDataKey",
		"!GetAtt Main.Arn":                              "dynamodb:BatchGetItem " + works,
		"!GetAtt Keys.Arn":                              "dynamodb:GetItem dynamodb:UpdateItem",
		"!GetAtt MainKey.Arn":                           "kms:Decrypt",
		"!GetAtt KeysKey.Arn":                           "kms:Decrypt",
		arnOf + "identity/${MojobIdentity}":             "ses:SendRawEmail",
		arnOf + "identity/${TretoenIdentity}":           "ses:SendRawEmail",
		arnOf + "configuration-set/${ConfigurationSet}": "ses:SendRawEmail",
	},
	"Clock": {
		"!GetAtt ClockLog.Arn":                          logs,
		"!Sub ${Main.Arn}/index/due":                    "dynamodb:Query",
		"!GetAtt Main.Arn":                              sweeps,
		"!GetAtt Keys.Arn":                              "dynamodb:DeleteItem dynamodb:GetItem dynamodb:Scan dynamodb:UpdateItem",
		"!GetAtt FilesBucket.Arn":                       "s3:ListBucket",
		"!Sub ${FilesBucket.Arn}/quarantine/*":          "s3:DeleteObject",
		"!Sub ${FilesBucket.Arn}/files/*":               "s3:DeleteObject",
		"!Sub ${FilesBucket.Arn}/copies/*":              "s3:DeleteObject",
		"!Sub ${InboxBucket.Arn}/held/*":                "s3:DeleteObject",
		"!Sub ${LogBucket.Arn}/log/*":                   "s3:PutObject",
		"!GetAtt FilesKey.Arn":                          "kms:Decrypt kms:GenerateDataKey",
		"!GetAtt MainKey.Arn":                           "kms:Decrypt",
		"!GetAtt KeysKey.Arn":                           "kms:Decrypt",
		arnOf + "identity/${MojobIdentity}":             "ses:SendRawEmail",
		arnOf + "identity/${TretoenIdentity}":           "ses:SendRawEmail",
		arnOf + "configuration-set/${ConfigurationSet}": "ses:SendRawEmail",
	},
	"Holding": {
		"!GetAtt HoldingLog.Arn":               logs,
		"!GetAtt Main.Arn":                     erases,
		"!GetAtt Keys.Arn":                     "dynamodb:BatchGetItem dynamodb:GetItem dynamodb:UpdateItem",
		"!GetAtt FilesBucket.Arn":              "s3:ListBucket",
		"!Sub ${FilesBucket.Arn}/quarantine/*": "s3:DeleteObject s3:GetObject s3:PutObject",
		"!Sub ${FilesBucket.Arn}/files/*":      "s3:GetObject s3:PutObject",
		"!Sub ${FilesBucket.Arn}/copies/*":     "s3:DeleteObject s3:GetObject s3:PutObject",
		"!GetAtt FilesKey.Arn":                 "kms:Decrypt kms:GenerateDataKey",
		"!GetAtt MainKey.Arn":                  "kms:Decrypt",
		"!GetAtt KeysKey.Arn":                  "kms:Decrypt",
	},
	"Desk": {
		"!GetAtt DeskLog.Arn":                  logs,
		"!Sub ${Main.Arn}/index/due":           "dynamodb:Query",
		"!Sub ${Main.Arn}/index/queue":         "dynamodb:Query",
		"!GetAtt Main.Arn":                     erases,
		"!GetAtt Keys.Arn":                     "dynamodb:GetItem dynamodb:UpdateItem",
		"!GetAtt FilesBucket.Arn":              "s3:ListBucket",
		"!Sub ${FilesBucket.Arn}/quarantine/*": "s3:DeleteObject s3:GetObject s3:PutObject",
		"!Sub ${FilesBucket.Arn}/files/*":      "s3:DeleteObject s3:GetObject s3:PutObject",
		"!Sub ${FilesBucket.Arn}/copies/*":     "s3:DeleteObject",
		"!GetAtt FilesKey.Arn":                 "kms:Decrypt kms:GenerateDataKey",
		"!GetAtt MainKey.Arn":                  "kms:Decrypt",
		"!GetAtt KeysKey.Arn":                  "kms:Decrypt",
	},
	"Expiry": {
		"!GetAtt ExpiryLog.Arn":                logs,
		"!GetAtt Main.StreamArn":               stream,
		"!GetAtt ExpiryFailureQueue.Arn":       "sqs:SendMessage",
		"!GetAtt FeedbackKey.Arn":              "kms:Decrypt kms:GenerateDataKey",
		"!GetAtt Main.Arn":                     ends,
		"!GetAtt Keys.Arn":                     "dynamodb:DeleteItem",
		"!GetAtt FilesBucket.Arn":              "s3:ListBucket",
		"!Sub ${FilesBucket.Arn}/quarantine/*": "s3:DeleteObject",
		"!Sub ${FilesBucket.Arn}/files/*":      "s3:DeleteObject",
		"!Sub ${InboxBucket.Arn}/held/*":       "s3:DeleteObject",
		"!GetAtt MainKey.Arn":                  "kms:Decrypt",
		"!GetAtt KeysKey.Arn":                  "kms:Decrypt",
	},
	"Feedback": {
		"!GetAtt FeedbackLog.Arn":   logs,
		"!GetAtt FeedbackQueue.Arn": "sqs:SendMessage",
		"!GetAtt FeedbackKey.Arn":   "kms:Decrypt kms:GenerateDataKey",
		"!GetAtt Main.Arn":          works,
		"!GetAtt MainKey.Arn":       "kms:Decrypt",
	},
}

// rights adds up what a role grants, by resource.
func (tp template) rights(t *testing.T, role string) map[string]string {
	t.Helper()
	sum := map[string][]string{}
	for _, s := range tp.statements(t) {
		if s.owner.name != role || s.text["Principal"] != nil {
			continue
		}
		for _, r := range s.resources {
			sum[r] = append(sum[r], s.actions...)
		}
	}
	joined := map[string]string{}
	for r, actions := range sum {
		slices.Sort(actions)
		joined[r] = strings.Join(slices.Compact(actions), " ")
	}
	return joined
}

func TestFunctionsMayDoWhatTheyDoAndNothingElse(t *testing.T) {
	tp := load(t)
	for _, f := range tp.functions(t) {
		got, want := tp.rights(t, f.name+"Role"), granted[f.name]
		for r, actions := range got {
			if _, known := want[r]; !known {
				t.Errorf("%s may %s on %s, and has no use for it", f.name, actions, r)
			}
		}
		for r, actions := range want {
			if got[r] != actions {
				t.Errorf("%s may %q on %s, want %q", f.name, got[r], r, actions)
			}
		}
	}
}

// Only what ends a record deletes, and only the sweep reads tables as a whole.
func TestNobodyScansOrDeletesButWhatEndsRecords(t *testing.T) {
	may := map[string][]string{
		"dynamodb:Scan":           {"ClockRole"},
		"dynamodb:Delete":         {"ClockRole", "DeskRole", "ExpiryRole", "HoldingRole"}, // Holding what has ended and is in the way
		"dynamodb:BatchWriteItem": {"ClockRole", "ExpiryRole"},
		"dynamodb:PartiQL":        nil,
		"dynamodb:Export":         nil,
		"dynamodb:CreateBackup":   nil,
	}
	for _, s := range load(t).statements(t) {
		for _, a := range s.actions {
			for action, roles := range may {
				if strings.HasPrefix(a, action) && !slices.Contains(roles, s.owner.name) {
					t.Errorf("%s: %s", s.where, a)
				}
			}
		}
	}
}

// Each kind of right carries the condition that narrows it.
func TestRightsCarryTheirConditions(t *testing.T) {
	kinds := map[string]string{
		"Consent": "[*#VISITOR#* *#CONSENT#* *#SUBJECT#* *#PERSON#*]",
		"Rights":  "[*#MESSAGE#* *#CASE#* *#SUBJECT#*]",
		"Inbox":   "[*#MESSAGE#* *#CASE#* *#SUBJECT#* *#COUNTER#* *#SENT#*]",
		"Outbox":  "[*#MESSAGE#* *#CONSENT#* *#CASE#* *#COUNTER#* *#SENT#* *#ACCESS#* *#PERSON#* *#ERASURE#*]",
		"Clock": "[*#MESSAGE#* *#CONSENT#* *#CASE#* *#SUBJECT#* *#COUNTER#* *#SENT#* *#PERSON#* *#AGREEMENT#* *#ACCESS#* *#ERASURE#* " +
			"*#DELETION#* *#VISITOR#* *#LOG#*]",
		"Feedback": "[*#CONSENT#* *#CASE#* *#SENT#* *#ACCESS#*]",
		"Holding":  "[*#PERSON#* *#AGREEMENT#* *#SUBJECT#* *#CONSENT#* *#ACCESS#* *#CASE#* *#MESSAGE#*]",
		"Desk":     "[*#PERSON#* *#AGREEMENT#* *#SUBJECT#* *#ERASURE#* *#CASE#* *#MESSAGE#* *#CONSENT#*]",
		"Expiry":   "[*#PERSON#* *#AGREEMENT#* *#SUBJECT#* *#CONSENT#* *#CASE#* *#MESSAGE#* *#DELETION#*]",
	}
	// What of the log, and for it, has a statement of its own.
	ofLog := map[string]string{
		"Consent": "[*#VISITOR#* *#LOG#*]", "Rights": "[*#LOG#*]", "Outbox": "[*#VISITOR#* *#CONSENT#* *#CASE#* *#LOG#*]",
	}
	through := map[string]string{"MainKey": "dynamodb", "KeysKey": "dynamodb", "InboxBucketKey": "s3", "InboxKey": "sqs", "FilesKey": "s3", "FeedbackKey": "sqs"}
	want := func(s statement, value any, path ...string) {
		t.Helper()
		if got := at(s.text, append([]string{"Condition"}, path...)...); fmt.Sprint(got) != fmt.Sprint(value) {
			t.Errorf("%s: %v is %v, want %v", s.where, path, got, value)
		}
	}
	for _, s := range load(t).statements(t) {
		if s.owner.kind != "AWS::IAM::Role" {
			continue
		}
		function := strings.TrimSuffix(s.owner.name, "Role")
		switch {
		case slices.Contains(s.actions, "ses:SendRawEmail"):
			want(s, "[!Ref MojobSender !Ref TretoenSender]", "StringEquals", "ses:FromAddress")
		case slices.Contains(s.actions, "kms:Decrypt"):
			for _, r := range s.resources {
				key := strings.TrimSuffix(strings.TrimPrefix(r, "!GetAtt "), ".Arn")
				want(s, "!Sub "+through[key]+".${AWS::Region}.amazonaws.com", "StringEquals", "kms:ViaService")
			}
		case slices.Contains(s.actions, "s3:ListBucket"):
			prefix := map[string]string{"!GetAtt InboxBucket.Arn": "incoming/*", "!GetAtt FilesBucket.Arn": "[quarantine/* files/*]"}
			if erases := function == "Desk" || function == "Clock"; erases && s.resources[0] == "!GetAtt FilesBucket.Arn" {
				prefix[s.resources[0]] = "[quarantine/* files/* copies/*]"
			}
			want(s, prefix[s.resources[0]], "StringLike", "s3:prefix")
		case slices.Contains(s.actions, "dynamodb:Scan"): // names no key that it could be narrowed by
		case function == "Holding" && slices.Contains(s.actions, "dynamodb:DeleteItem"):
			want(s, "[*#PERSON#*]", "ForAllValues:StringLike", "dynamodb:LeadingKeys")
		case function == "Expiry" && slices.Equal(s.actions, []string{"dynamodb:BatchWriteItem"}):
			want(s, "[*#LOG#ENDS]", "ForAllValues:StringLike", "dynamodb:LeadingKeys") // of the log, the ends alone
		case function == "Outbox" && slices.Contains(s.resources, "!GetAtt Keys.Arn") && slices.Contains(s.actions, "dynamodb:UpdateItem"):
			want(s, "[*#SIGNING#*]", "ForAllValues:StringLike", "dynamodb:LeadingKeys")
		case function == "Desk" && slices.Contains(s.actions, "dynamodb:PutItem") && !slices.Contains(s.actions, "dynamodb:UpdateItem"):
			want(s, "[*#AUDIT#*]", "ForAllValues:StringLike", "dynamodb:LeadingKeys") // only ever added to
		case function == "Holding" && slices.Contains(s.resources, "!GetAtt Main.Arn") && !slices.Contains(s.actions, "dynamodb:UpdateItem"):
			want(s, "[*#LOG#*]", "ForAllValues:StringLike", "dynamodb:LeadingKeys") // only ever read
		case slices.Contains(s.resources, "!GetAtt Main.Arn") && slices.Contains(s.actions, "dynamodb:BatchGetItem") && ofLog[function] != "":
			want(s, ofLog[function], "ForAllValues:StringLike", "dynamodb:LeadingKeys")
		case slices.Contains(s.resources, "!GetAtt Main.Arn"):
			want(s, kinds[function], "ForAllValues:StringLike", "dynamodb:LeadingKeys")
		}
	}
}

// A service acts for whoever asked it. What lets it in says for whom: this
// account, and one resource of it; the ARN of a topic of ours says both. Lambda
// assuming a role is the exception: a role is handed to a function with
// iam:PassRole, within the account only.
func TestServicesAreLetInForThisStackOnly(t *testing.T) {
	for _, s := range load(t).statements(t) {
		service := at(s.text, "Principal", "Service")
		if service == nil {
			continue
		}
		if s.owner.kind == "AWS::IAM::Role" {
			if service != "lambda.amazonaws.com" || !slices.Equal(s.actions, []string{"sts:AssumeRole"}) {
				t.Errorf("%s: %v may %v", s.where, service, s.actions)
			}
			continue
		}
		equals := at(s.text, "Condition", "StringEquals")
		if service == "sns.amazonaws.com" {
			if source := at(equals, "aws:SourceArn"); source != "!Ref InboxTopic" && source != arnOfInboxTopic {
				t.Errorf("%s: %v is let in for %v", s.where, service, source)
			}
			continue
		}
		if at(equals, "aws:SourceAccount") != "!Ref AWS::AccountId" {
			t.Errorf("%s: %v is not bound to this account", s.where, service)
		}
		if at(equals, "aws:SourceArn") == nil && at(equals, "kms:EncryptionContext:aws:sns:topicArn") == nil {
			t.Errorf("%s: %v is bound to no resource", s.where, service)
		}
	}
}
