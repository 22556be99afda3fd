package template

import (
	"errors"
	"fmt"
	"os"
)

// Rule is one receipt rule of SES: what becomes of mail for these recipients.
type Rule struct {
	Name string
	// Recipients are addresses; mail for others does not come to this rule.
	Recipients []string
	// TLS is whether mail is taken over TLS only, Scan whether it is looked through for spam and viruses.
	TLS, Scan bool
	// Bucket is the name of the bucket that the message is stored in, under Prefix and its id.
	Bucket, Prefix string
	// Topic is where SES tells of it: the topic's logical id, where the parameter was filled from Outputs.
	Topic string
}

// LoadRules reads the stack of receipt rules at path. Its parameters are filled from what the other stack gives out
// under the same name, as in a deployment; overrides go before.
func LoadRules(path string, outputs, overrides map[string]string) ([]Rule, error) {
	source, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the receipt rules: %w", err)
	}
	rules, err := ParseRules(source, outputs, overrides)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return rules, nil
}

// ParseRules reads a template of receipt rules, in the order in which the file has them. As Parse, it refuses what the
// local stack does not play.
func ParseRules(source []byte, outputs, overrides map[string]string) ([]Rule, error) {
	root, err := parse(source)
	if err != nil {
		return nil, err
	}
	values := map[string]string{}
	for _, name := range keysOf(root.field("Parameters")) {
		if value, ok := outputs[name]; ok {
			values[name] = value
		}
	}
	for name, value := range overrides {
		values[name] = value
	}
	r := &reader{}
	r.open(root, values)
	rules := r.rules(root.field("Resources"))
	if len(r.faults) > 0 {
		return nil, errors.Join(r.faults...)
	}
	return rules, nil
}

func (r *reader) rules(resources *node) []Rule {
	var all []Rule
	for _, id := range keysOf(resources) {
		resource := resources.fields[id]
		r.allow(resource, ofResource...)
		switch kind := typeOf(resource); kind {
		case typeRuleSet:
		case typeRule:
			if properties := r.properties(resource); properties != nil {
				all = append(all, r.rule(properties)...)
			}
		default:
			r.fault(resource, "the local stack does not know resources of type %q among receipt rules", kind)
		}
	}
	return all
}

// rule reads one rule. What is turned off is not there.
func (r *reader) rule(properties *node) []Rule {
	r.allow(properties, "RuleSetName", "After", "Rule")
	said := r.mapping(properties, "Rule")
	r.allow(said, "Name", "Enabled", "ScanEnabled", "TlsPolicy", "Recipients", "Actions")
	if said == nil || !r.flag(said, "Enabled", false) {
		return nil
	}
	actions := r.items(said, "Actions")
	if len(actions) != 1 {
		r.fault(said, "want one action: the local stack plays S3Action and nothing after it")
		return nil
	}
	r.allow(actions[0], "S3Action")
	store := r.mapping(actions[0], "S3Action")
	r.allow(store, "BucketName", "ObjectKeyPrefix", "TopicArn")
	if store == nil {
		return nil
	}
	rule := Rule{
		Name:       r.need(said, "Name"),
		Recipients: r.texts(said, "Recipients"),
		TLS:        r.text(said, "TlsPolicy", "Optional") == "Require",
		Scan:       r.flag(said, "ScanEnabled", false),
		Bucket:     r.need(store, "BucketName"),
		Prefix:     r.text(store, "ObjectKeyPrefix", ""),
		Topic:      r.text(store, "TopicArn", ""),
	}
	if len(rule.Recipients) == 0 {
		r.fault(said, "a rule without Recipients takes the mail of every domain there is")
	}
	return []Rule{rule}
}
