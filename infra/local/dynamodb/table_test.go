package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/infra/local/dynamodb"
)

func TestCreateTable(t *testing.T) {
	s := start(t, dynamodb.Config{})
	records := dynamodb.Table{
		Name: "records", Hash: "pk", Range: "sk", TTL: "expires", StreamView: "KEYS_ONLY",
		Indexes: []dynamodb.Index{{Name: "due", Hash: "agenda", Range: "due"}},
	}
	if err := s.CreateTable(t.Context(), records); err != nil {
		t.Fatal(err)
	}

	t.Run("sets the TTL attribute", func(t *testing.T) {
		out, err := s.Client().DescribeTimeToLive(t.Context(), &sdk.DescribeTimeToLiveInput{TableName: aws.String("records")})
		if err != nil {
			t.Fatal(err)
		}
		if d := out.TimeToLiveDescription; aws.ToString(d.AttributeName) != "expires" || d.TimeToLiveStatus != "ENABLED" {
			t.Errorf("%+v", d)
		}
	})
	t.Run("makes an index of keys only", func(t *testing.T) {
		out, err := s.Client().DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String("records")})
		if err != nil {
			t.Fatal(err)
		}
		if got := out.Table.GlobalSecondaryIndexes[0].Projection.ProjectionType; got != "KEYS_ONLY" {
			t.Errorf("projection %s", got)
		}
	})
	t.Run("is content with the same table", func(t *testing.T) {
		if err := s.CreateTable(t.Context(), records); err != nil {
			t.Error(err)
		}
	})
	for outcome, change := range map[string]func(*dynamodb.Table){
		"refuses another key":       func(t *dynamodb.Table) { t.Range = "" },
		"refuses another index":     func(t *dynamodb.Table) { t.Indexes = nil },
		"refuses another stream":    func(t *dynamodb.Table) { t.StreamView = "" },
		"refuses another TTL":       func(t *dynamodb.Table) { t.TTL = "until" },
		"refuses another index key": func(t *dynamodb.Table) { t.Indexes = []dynamodb.Index{{Name: "due", Hash: "due", Range: "agenda"}} },
	} {
		t.Run(outcome, func(t *testing.T) {
			changed := records
			change(&changed)
			mustSay(t, s.CreateTable(t.Context(), changed), "FRESH=1")
		})
	}
	t.Run("names the stream", func(t *testing.T) {
		if arn, err := s.StreamARN(t.Context(), "records"); err != nil || arn == "" {
			t.Errorf("%q, %v", arn, err)
		}
		if err := s.CreateTable(t.Context(), dynamodb.Table{Name: "still", Hash: "id"}); err != nil {
			t.Fatal(err)
		}
		_, err := s.StreamARN(t.Context(), "still")
		mustSay(t, err, "table still has no stream")
	})
}
