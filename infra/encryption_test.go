package infra_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// M13: all traffic is encrypted. Every way in or out of the stack takes TLS only.
func TestM13_NothingComesOrGoesButOverTLS(t *testing.T) {
	tp := load(t)
	for _, d := range tp.ofKind(t, "AWS::ApiGatewayV2::DomainName") {
		for _, c := range d.properties["DomainNameConfigurations"].([]any) {
			if at(c, "SecurityPolicy") != "TLS_1_2" {
				t.Errorf("%s takes %v", d.name, at(c, "SecurityPolicy"))
			}
		}
	}
	guarded := map[string]bool{}
	for _, s := range tp.statements(t) {
		if s.text["Effect"] == "Deny" && s.text["Principal"] == "*" && slices.Equal(s.actions, []string{"s3:*"}) &&
			fmt.Sprint(s.text["Condition"]) == "map[Bool:map[aws:SecureTransport:false]]" {
			bucket := strings.TrimPrefix(fmt.Sprint(s.owner.properties["Bucket"]), "!Ref ")
			guarded[bucket] = slices.Equal(s.resources, []string{"!GetAtt " + bucket + ".Arn", "!Sub ${" + bucket + ".Arn}/*"})
		}
	}
	for _, b := range tp.ofKind(t, "AWS::S3::Bucket") {
		if !guarded[b.name] {
			t.Errorf("%s can be reached without TLS", b.name)
		}
	}
	tp.resource(t, "ConfigurationSet").want(t, "REQUIRE", "DeliveryOptions", "TlsPolicy")
	for _, rule := range read(t, "mail.yaml").ofKind(t, "AWS::SES::ReceiptRule") {
		rule.want(t, "Require", "Rule", "TlsPolicy")
	}
	for name, p := range tp.root["Parameters"].(object) {
		pattern, _ := at(p, "AllowedPattern").(string)
		if name == "PublicUrl" && !strings.Contains(pattern, "https://") {
			t.Errorf("%s may be %s", name, pattern)
		}
		if strings.Contains(pattern, "http://") && !strings.Contains(pattern, "http://localhost") {
			t.Errorf("%s may be %s", name, pattern)
		}
	}
}

// M13: strict storage security. Whatever keeps something keeps it under a key of
// our own, which the service that it is for alone can use. Logs have none: no
// personal data gets there. Nor has the pool of staff: it holds nobody else.
func TestM13_WhateverIsKeptIsEncryptedUnderAKeyOfOurOwn(t *testing.T) {
	tp := load(t)
	keyOf := map[string]func(r resource) any{
		"AWS::DynamoDB::Table": func(r resource) any { return at(r.properties, "SSESpecification", "KMSMasterKeyId") },
		"AWS::SQS::Queue":      func(r resource) any { return r.properties["KmsMasterKeyId"] },
		"AWS::SNS::Topic":      func(r resource) any { return r.properties["KmsMasterKeyId"] },
		"AWS::S3::Bucket": func(r resource) any {
			rules, _ := at(r.properties, "BucketEncryption", "ServerSideEncryptionConfiguration").([]any)
			if len(rules) != 1 || at(rules[0], "ServerSideEncryptionByDefault", "SSEAlgorithm") != "aws:kms" {
				return rules
			}
			return at(rules[0], "ServerSideEncryptionByDefault", "KMSMasterKeyID")
		},
	}
	kept := 0
	for kind, key := range keyOf {
		for _, r := range tp.ofKind(t, kind) {
			kept++
			name, ok := strings.CutPrefix(fmt.Sprint(key(r)), "!GetAtt ")
			name, whole := strings.CutSuffix(name, ".Arn")
			if !ok || !whole || tp.resource(t, name).kind != "AWS::KMS::Key" {
				t.Errorf("%s is under %v", r.name, key(r))
				continue
			}
			tp.resource(t, name).want(t, true, "EnableKeyRotation")
		}
	}
	if kept < 11 {
		t.Errorf("looked at %d places", kept)
	}
	// A kind of place that this test does not know might be one that keeps something.
	keepsNothing := []string{
		"AWS::ApiGatewayV2::", "AWS::CloudWatch::Alarm", "AWS::Cognito::", "AWS::Events::Rule", "AWS::IAM::Role", "AWS::KMS::Key", "AWS::Logs::LogGroup",
		"AWS::S3::BucketPolicy", "AWS::SES::", "AWS::SNS::Subscription", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy", "AWS::Serverless::",
	}
	for name := range tp.root["Resources"].(object) {
		r := tp.resource(t, name)
		known := slices.ContainsFunc(keepsNothing, func(prefix string) bool { return strings.HasPrefix(r.kind, prefix) })
		if keyOf[r.kind] == nil && !known {
			t.Errorf("%s: does a %s keep anything?", name, r.kind)
		}
	}
}
