package template_test

import (
	"testing"

	"ordholden/infra/local/template"
)

func TestFilterMatches(t *testing.T) {
	const mail = `{"eventName":["INSERT"],"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"MAIL#"}]}}}}`
	for name, c := range map[string]struct {
		pattern, record string
		want            bool
	}{
		"new mail":                    {mail, `{"eventName":"INSERT","dynamodb":{"Keys":{"pk":{"S":"p"},"sk":{"S":"MAIL#1"}}}}`, true},
		"changed mail":                {mail, `{"eventName":"MODIFY","dynamodb":{"Keys":{"sk":{"S":"MAIL#1"}}}}`, false},
		"new item of another kind":    {mail, `{"eventName":"INSERT","dynamodb":{"Keys":{"sk":{"S":"EVENT#MAIL#1"}}}}`, false},
		"prefix of a number":          {mail, `{"eventName":"INSERT","dynamodb":{"Keys":{"sk":{"S":1}}}}`, false},
		"field that is not there":     {mail, `{"eventName":"INSERT","dynamodb":{}}`, false},
		"value where a mapping was":   {mail, `{"eventName":"INSERT","dynamodb":"x"}`, false},
		"mapping where a value was":   {`{"a":["x"]}`, `{"a":{"x":"x"}}`, false},
		"one value of several":        {`{"eventName":["INSERT","REMOVE"]}`, `{"eventName":"REMOVE"}`, true},
		"none of several":             {`{"eventName":["INSERT","REMOVE"]}`, `{"eventName":"MODIFY"}`, false},
		"number":                      {`{"n":[5]}`, `{"n":5}`, true},
		"number and a text like it":   {`{"n":[5]}`, `{"n":"5"}`, false},
		"null":                        {`{"n":[null]}`, `{"n":null}`, true},
		"truth":                       {`{"n":[true]}`, `{"n":true}`, true},
		"list in the record":          {`{"n":["b"]}`, `{"n":["a","b"]}`, true},
		"list in the record, without": {`{"n":["c"]}`, `{"n":["a","b"]}`, false},
		"pattern that wants nothing":  {`{}`, `{"n":1}`, true},
		"record that is no JSON":      {`{}`, `{`, false},
	} {
		f, err := template.ParseFilter(c.pattern)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := f.Match([]byte(c.record)); got != c.want {
			t.Errorf("%s: match %v, want %v", name, got, c.want)
		}
	}
}

func TestFilterThatIsNotUnderstoodIsAnError(t *testing.T) {
	for _, pattern := range []string{
		`{`, `{} {}`, `[]`, `"x"`, `{"a":"x"}`, `{"a":[]}`, `{"a":[["x"]]}`, `{"a":[{"suffix":"x"}]}`, `{"a":[{"prefix":1}]}`,
		`{"a":[{"prefix":"x","suffix":"y"}]}`, `{"a":[{"numeric":[">",1]}]}`, `{"$or":[{"a":["x"]}]}`,
	} {
		if _, err := template.ParseFilter(pattern); err == nil {
			t.Errorf("%s was understood", pattern)
		}
	}
}

func TestStreamTakesWhatAnyFilterTakes(t *testing.T) {
	a, errA := template.ParseFilter(`{"a":["1"]}`)
	b, errB := template.ParseFilter(`{"b":["1"]}`)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	s := template.Stream{Filters: []template.Filter{a, b}}
	if !s.Match([]byte(`{"b":"1"}`)) || s.Match([]byte(`{"c":"1"}`)) {
		t.Error("want what one filter takes, and nothing else")
	}
	if !(template.Stream{}).Match([]byte(`{"c":"1"}`)) {
		t.Error("want everything without a filter")
	}
}
