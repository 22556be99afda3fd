package template_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/local/template"
)

func TestReceiptRulesAreReadInTheirOrder(t *testing.T) {
	outputs := map[string]string{"Letters": "ordholden-letters", "Reports": "Reports", "Stage": "test"}
	got, err := template.LoadRules(filepath.Join("testdata", "mail.yaml"), outputs, map[string]string{"Mailbox": "hei@example.no"})
	if err != nil {
		t.Fatal(err)
	}
	want := []template.Rule{
		{
			Name: "first", Recipients: []string{"hei@example.no", "post@example.no"}, TLS: true, Scan: true,
			Bucket: "ordholden-letters", Prefix: "incoming/first/", Topic: "Reports",
		},
		{Name: "ordholden-second", Recipients: []string{"second@example.no"}, Bucket: "ordholden-letters"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestReceiptRulesNeedWhatTheOtherStackPutsOut(t *testing.T) {
	_, err := template.LoadRules(filepath.Join("testdata", "mail.yaml"), nil, nil)
	if err == nil || !strings.Contains(err.Error(), "parameter Letters has no default and is not set") {
		t.Errorf("error %v, want that Letters is not set", err)
	}
}

// ruleFrame has a rule set and a rule, whose parts the cases give.
const ruleFrame = `Resources:
  Rules:
    Type: AWS::SES::ReceiptRuleSet
  R:
    Type: AWS::SES::ReceiptRule
    Properties:
      RuleSetName: !Ref Rules
      Rule: { Name: r, Enabled: true%s }
%s
`

func TestReceiptRuleThatIsNotUnderstoodIsAnError(t *testing.T) {
	const store = ", Recipients: [a@example.no], Actions: [{ S3Action: { BucketName: b } }]"
	for name, c := range map[string]struct{ rule, more, want string }{
		"bounce":               {", Recipients: [a@example.no], Actions: [{ BounceAction: { Sender: a@example.no } }]", "", "BounceAction: the local stack does not know"},
		"two actions":          {", Recipients: [a@example.no], Actions: [{ S3Action: { BucketName: b } }, { StopAction: { Scope: RuleSet } }]", "", "want one action"},
		"no action":            {", Recipients: [a@example.no]", "", "want one action"},
		"no recipients":        {", Actions: [{ S3Action: { BucketName: b } }]", "", "takes the mail of every domain"},
		"sealed by SES itself": {", Recipients: [a@example.no], Actions: [{ S3Action: { BucketName: b, KmsKeyArn: k } }]", "", "KmsKeyArn: the local stack does not know"},
		"no bucket":            {", Recipients: [a@example.no], Actions: [{ S3Action: { TopicArn: t } }]", "", "BucketName is missing"},
		"no parameter":         {", Recipients: [!Ref Nothing], Actions: [{ S3Action: { BucketName: b } }]", "", "there is no Nothing"},
		"another resource":     {store, "  Q:\n    Type: AWS::SQS::Queue", "of type \"AWS::SQS::Queue\" among receipt rules"},
		"rule without a body":  {store, "  S:\n    Type: AWS::SES::ReceiptRule", "Resources.S: it has no Properties"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := template.ParseRules(fmt.Appendf(nil, ruleFrame, c.rule, c.more), nil, nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v\nwant …%s…", err, c.want)
			}
		})
	}
	if rules, err := template.ParseRules(fmt.Appendf(nil, ruleFrame, store, ""), nil, nil); err != nil || len(rules) != 1 {
		t.Errorf("the frame itself: %v, %v", rules, err)
	}
}

// TestOurReceiptRulesFitOurTemplate reads what is deployed: each rule's bucket is one of template.yaml, and a queue that
// a function empties listens to its topic. What the rules must say is asserted where they are written.
func TestOurReceiptRulesFitOurTemplate(t *testing.T) {
	top := filepath.Join("..", "..", "..")
	main := load(t, filepath.Join(top, "template.yaml"), nil)
	rules, err := template.LoadRules(filepath.Join(top, "infra", "mail.yaml"), main.Outputs, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(rules) == 0 {
		t.Error("no rules")
	}
	buckets, emptied := map[string]bool{}, map[string]bool{}
	for _, b := range main.Buckets {
		buckets[b.Name] = true
	}
	for _, s := range main.Subscriptions {
		for _, p := range main.Polls {
			emptied[s.Topic] = emptied[s.Topic] || s.Queue == p.Queue
		}
	}
	for _, r := range rules {
		if !buckets[r.Bucket] || !emptied[r.Topic] {
			t.Errorf("rule %s stores in %q and tells on %q", r.Name, r.Bucket, r.Topic)
		}
	}
}

func TestMissingReceiptRulesAreNamed(t *testing.T) {
	if _, err := template.LoadRules("nothing.yaml", nil, nil); err == nil || !strings.Contains(err.Error(), "nothing.yaml") {
		t.Errorf("error %v, want one that names the file", err)
	}
}

func FuzzParseRules(f *testing.F) {
	f.Add(fmt.Sprintf(ruleFrame, ", Recipients: [a@example.no], Actions: [{ S3Action: { BucketName: b } }]", ""))
	f.Add("Parameters: { A: 1 }\nResources: { R: { Type: AWS::SES::ReceiptRule, Properties: { Rule: [] } } }")
	f.Fuzz(func(_ *testing.T, source string) {
		_, _ = template.ParseRules([]byte(source), map[string]string{"A": "a"}, nil) // it must return
	})
}
