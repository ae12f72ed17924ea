package formats_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

var three = []formats.Question{
	{Action: "use", ResourceType: "app", ResourceID: "a", Name: "App A"},
	{Action: "use", ResourceType: "app", ResourceID: "b"},
	{Action: "use", ResourceType: "app", ResourceID: "c"},
}

func TestDecisionsBecomeRights(t *testing.T) {
	body := `{"evaluations":[{"decision":true},{"decision":false,"context":{"reason":"Subject is a\u202e viewer"}},{}],"decision":false}`
	got, err := formats.ReadEvaluations([]byte(body), three, "https://id.example", "mila", noon)
	want := rights.Answer{
		Version: 1, Subject: "mila", Issuer: "https://id.example", CheckedAt: noon, Pending: []rights.Pending{},
		Rights: []rights.Right{
			{ID: "a", Name: "App A", State: rights.Granted},
			{ID: "b", Name: "b", State: rights.Denied, Reason: "Subject is a viewer"},
			{ID: "c", Name: "c", State: rights.Unknown},
		},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, %v", got, err)
	}
}

func TestOnlyAnEvaluatedFalseIsADenial(t *testing.T) {
	for body, want := range map[string]struct {
		state  rights.State
		reason string
	}{
		`{"decision":true}`:              {rights.Granted, ""},
		`{"decision":false}`:             {rights.Denied, ""},
		`{}`:                             {rights.Unknown, ""},
		`{"decision":null}`:              {rights.Unknown, ""},
		`{"decision":"false"}`:           {rights.Unknown, ""},
		`{"decision":"true"}`:            {rights.Unknown, ""},
		`{"decision":0}`:                 {rights.Unknown, ""},
		`{"decision":1}`:                 {rights.Unknown, ""},
		`{"decision":[true]}`:            {rights.Unknown, ""},
		`{"Decision":true}`:              {rights.Unknown, ""},
		`{"decision":false,"context":5}`: {rights.Denied, ""},
		`{"decision":false,"context":{"reason":{"x":1}}}`:                                                    {rights.Denied, ""},
		`{"decision":false,"context":{"reason_user":{"403":"Ask your administrator","500":"no"}}}`:           {rights.Denied, "Ask your administrator"},
		`{"decision":false,"context":{"reason":"policy","reason_user":"For you"}}`:                           {rights.Denied, "For you"},
		`{"decision":false,"context":{"reason_admin":{"403":"Policy C076E82F"}}}`:                            {rights.Denied, ""},
		`{"decision":false,"context":{"error":{"status":404,"message":"Resource not found"}}}`:               {rights.Unknown, "Resource not found"},
		`{"decision":false,"context":{"error":{"status":500}}}`:                                              {rights.Unknown, ""},
		`{"decision":false,"context":{"error":"timeout"}}`:                                                   {rights.Unknown, "timeout"},
		`{"decision":false,"context":{"error":null,"reason":"r"}}`:                                           {rights.Denied, "r"},
		`{"decision":true,"context":{"error":{"status":500}}}`:                                               {rights.Unknown, ""},
		`{"decision":false,"context":{"reason":"` + strings.Repeat("x", 70_000) + `"}}`:                      {rights.Denied, ""},
		`{"decision":false,"context":{"reason":"` + strings.Repeat("x", 600) + `"}}`:                         {rights.Denied, strings.Repeat("x", 512)},
		`{"decision":true,"context":{"metadata":{"response_time":60},"acr_values":"urn:com:example:loa:3"}}`: {rights.Granted, ""},
	} {
		single, err := formats.ReadEvaluation([]byte(body), three[0], "i", "s", noon)
		several, severalErr := formats.ReadEvaluations([]byte(`{"evaluations":[`+body+`]}`), three[:1], "i", "s", noon)
		if err != nil || severalErr != nil || !reflect.DeepEqual(single, several) {
			t.Errorf("%.100s: %+v, %v; %+v, %v", body, single, err, several, severalErr)
			continue
		}
		if right := single.Rights[0]; right.State != want.state || right.Reason != want.reason {
			t.Errorf("%.100s: got %+v", body, right)
		}
	}
}

func TestDecisionsThatDoNotMatchTheQuestionsAreNoAnswer(t *testing.T) {
	for name, body := range map[string]string{
		"too few":     `{"evaluations":[{"decision":true},{"decision":true}]}`,
		"too many":    `{"evaluations":[{"decision":true},{"decision":true},{"decision":true},{"decision":true}]}`,
		"none":        `{"evaluations":[]}`,
		"a single":    `{"decision":true}`,
		"null":        `{"evaluations":null}`,
		"an object":   `{"evaluations":{"0":{"decision":true}}}`,
		"booleans":    `{"evaluations":[true,true,true]}`,
		"doubled":     `{"evaluations":[{"decision":false,"decision":true},{},{}]}`,
		"an error":    `"Bad Request"`,
		"cut off":     `{"evaluations":[{"decision":true},{"decision":true},{"decision":true}`,
		"two answers": `{"evaluations":[{},{},{}],"evaluations":[{"decision":true},{"decision":true},{"decision":true}]}`,
	} {
		if got, err := formats.ReadEvaluations([]byte(body), three, "i", "s", noon); !errors.Is(err, rights.ErrMalformed) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
	if got, err := formats.ReadEvaluations([]byte(`{"evaluations":[]}`), nil, "i", "s", noon); err == nil {
		t.Errorf("no questions: got %+v", got)
	}
	strange := []formats.Question{{ResourceID: "a\u200b"}}
	if got, err := formats.ReadEvaluations([]byte(`{"evaluations":[{"decision":true}]}`), strange, "i", "s", noon); err == nil || errors.Is(err, rights.ErrMalformed) {
		t.Errorf("a strange question: got %+v, %v", got, err)
	}
}

func TestASearchIsReadPageByPage(t *testing.T) {
	first, err := formats.ReadResources([]byte(`{"page":{"next_token":"t2","count":2,"total":3},"context":{"query_execution_time_ms":42},
		"results":[{"type":"app","id":"a","properties":{"name":"App A"}},{"type":"app","id":"b","properties":{"display":"B\u202e","name":5}}]}`), "app", "")
	if err != nil || first.Next != "t2" {
		t.Fatalf("got %+v, %v", first, err)
	}
	second, err := formats.ReadResources([]byte(`{"page":{"next_token":""},"results":[{"type":"app","id":"b"},{"type":"app","id":"c","properties":7}]}`), "app", "t2")
	if err != nil || second.Next != "" {
		t.Fatalf("got %+v, %v", second, err)
	}
	got, err := formats.ResourcesAnswer([]formats.ResourcePage{first, second}, "https://id.example", "mila", noon)
	if want := []string{"a=App A granted", "b=B granted", "c=c granted"}; err != nil || !reflect.DeepEqual(shown(got), want) {
		t.Fatalf("got %v, %v", shown(got), err)
	}
	if got.Subject != "mila" || got.Issuer != "https://id.example" || !got.CheckedAt.Equal(noon) {
		t.Fatalf("got %+v", got)
	}
	for name, pages := range map[string][]formats.ResourcePage{"no page": nil, "the last page missing": {first}} {
		if got, err := formats.ResourcesAnswer(pages, "i", "s", noon); !errors.Is(err, rights.ErrMalformed) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}

func TestWhatIsNoSearchAnswerIsNoAnswer(t *testing.T) {
	for name, body := range map[string]string{
		"no results":       `{"page":{"next_token":""}}`,
		"results null":     `{"results":null}`,
		"another type":     `{"results":[{"type":"app","id":"a"},{"type":"user","id":"b"}]}`,
		"no type":          `{"results":[{"id":"a"}]}`,
		"no id":            `{"results":[{"type":"app"}]}`,
		"a strange id":     `{"results":[{"type":"app","id":"a\n"}]}`,
		"an id number":     `{"results":[{"type":"app","id":5}]}`,
		"texts":            `{"results":["a"]}`,
		"the same page":    `{"results":[],"page":{"next_token":"t1"}}`,
		"a token number":   `{"results":[],"page":{"next_token":5}}`,
		"page a list":      `{"results":[],"page":[]}`,
		"a decision":       `{"decision":true}`,
		"nothing":          ``,
		"results doubled":  `{"results":[],"results":[{"type":"app","id":"a"}]}`,
		"too many results": `{"results":[{"type":"app","id":"a"}` + strings.Repeat(`,{"type":"app","id":"a"}`, 200_000) + `]}`,
	} {
		if got, err := formats.ReadResources([]byte(body), "app", "t1"); !errors.Is(err, rights.ErrMalformed) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
	if page, err := formats.ReadResources([]byte(`{"results":[]}`), "app", ""); err != nil || page.Next != "" || len(page.Rights) != 0 {
		t.Errorf("an empty search: %+v, %v", page, err)
	}
}
