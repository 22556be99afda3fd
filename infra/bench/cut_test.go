package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestDeletesAreCountedInEveryKindOfCall(t *testing.T) {
	for _, c := range []struct {
		operation, body string
		want            int
	}{
		{"DeleteItem", `{"TableName":"t","Key":{}}`, 1},
		{"BatchWriteItem", `{"RequestItems":{"t":[{"DeleteRequest":{"Key":{}}},{"PutRequest":{"Item":{}}},{"DeleteRequest":{"Key":{}}}]}}`, 2},
		{"TransactWriteItems", `{"TransactItems":[{"ConditionCheck":{}},{"Delete":{"Key":{}}},{"Put":{}},{"Delete":{}}]}`, 2},
		{"Query", `{"KeyConditionExpression":"Delete"}`, 0},
		{"PutItem", `{}`, 0},
	} {
		if got := deletesIn("DynamoDB_20120810."+c.operation, []byte(c.body)); got != c.want {
			t.Errorf("%s %s: %d, want %d", c.operation, c.body, got, c.want)
		}
	}
}

func TestAfterSoManyDeletesNothingIsPassedOnUntilItIsMended(t *testing.T) {
	var passed []string
	struck := 0
	between := &cut{after: 2, strike: func() { struck++ }, next: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		passed = append(passed, string(body))
	})}
	front := httptest.NewServer(between)
	defer front.Close()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	send := func(operation, body string) error {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, front.URL, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Amz-Target", "DynamoDB_20120810."+operation)
		answer, err := client.Do(r)
		if err == nil {
			answer.Body.Close()
		}
		return err
	}
	for i, operation := range []string{"DeleteItem", "Query", "DeleteItem", "Query", "DeleteItem"} {
		if err := send(operation, operation); (err != nil) != (i > 2) {
			t.Errorf("call %d: %v", i, err)
		}
	}
	between.mended()
	if err := send("DeleteItem", "again"); err != nil {
		t.Error(err)
	}
	if got := strings.Join(passed, " "); got != "DeleteItem Query DeleteItem again" || struck != 1 {
		t.Errorf("passed on %q, struck %d times", got, struck)
	}
}
