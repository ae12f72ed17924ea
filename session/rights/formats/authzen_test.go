package formats_test

import (
	"errors"
	"strings"
	"testing"

	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

const (
	pdp       = "https://pdp.example.com"
	pdpSample = `{"policy_decision_point":"https://pdp.example.com","access_evaluation_endpoint":"https://pdp.example.com/access/v1/evaluation",
 "access_evaluations_endpoint":"https://pdp.example.com/access/v1/evaluations","search_resource_endpoint":"https://PDP.example.com/access/v1/search/resource",
 "search_subject_endpoint":"https://pdp.example.com/access/v1/search/subject","capabilities":["urn:x"],"signed_metadata":"x.y.z"}`
)

func TestAuthZENMetadataIsRead(t *testing.T) {
	got, err := formats.AuthZENConfiguration([]byte(pdpSample), pdp)
	want := formats.AuthZEN{
		Base: pdp, Evaluation: pdp + "/access/v1/evaluation", Evaluations: pdp + "/access/v1/evaluations",
		ResourceSearch: "https://PDP.example.com/access/v1/search/resource",
	}
	if err != nil || got != want {
		t.Fatalf("got %+v, %v", got, err)
	}
	got, err = formats.AuthZENConfiguration([]byte(`{"policy_decision_point":"`+pdp+`","access_evaluation_endpoint":"`+pdp+`/e"}`), pdp)
	if err != nil || got != (formats.AuthZEN{Base: pdp, Evaluation: pdp + "/e"}) {
		t.Fatalf("only what is required: %+v, %v", got, err)
	}
}

func TestAuthZENMetadataOfAnotherPlaceIsRefused(t *testing.T) {
	replaced := func(from, to string) string { return strings.Replace(pdpSample, from, to, 1) }
	for name, c := range map[string]struct{ body, base string }{
		"another base":          {pdpSample, "https://pdp2.example.com"},
		"a slash more":          {pdpSample, pdp + "/"},
		"a tenant":              {pdpSample, pdp + "/tenant1"},
		"no base":               {replaced(`"policy_decision_point":"https://pdp.example.com",`, ``), ""},
		"no evaluation":         {replaced(`access_evaluation_endpoint`, `x`), pdp},
		"evaluation elsewhere":  {replaced(pdp+`/access/v1/evaluation"`, `https://evil.example/"`), pdp},
		"evaluations elsewhere": {replaced(pdp+`/access/v1/evaluations"`, `https://pdp.example.com.evil.example/"`), pdp},
		"search elsewhere":      {replaced(`https://PDP.example.com/`, `https://pdp.example.com:8443/`), pdp},
		"without TLS":           {replaced(pdp+`/access/v1/evaluation"`, `http://pdp.example.com/"`), pdp},
		"with a user name":      {replaced(pdp+`/access/v1/evaluation"`, `https://x@pdp.example.com/"`), pdp},
		"with a fragment":       {replaced(pdp+`/access/v1/evaluation"`, `https://pdp.example.com/#x"`), pdp},
		"base without TLS":      {`{"policy_decision_point":"http://pdp.example.com","access_evaluation_endpoint":"http://pdp.example.com/e"}`, "http://pdp.example.com"},
		"TLS on one side only":  {`{"policy_decision_point":"https://[::1]:81","access_evaluation_endpoint":"http://[::1]:81/e"}`, "https://[::1]:81"},
		"base doubled":          {replaced(`{`, `{"policy_decision_point":"https://evil.example",`), pdp},
		"a list":                {`[]`, pdp},
		"a page":                {`<html>`, pdp},
		"an endpoint number":    {replaced(`"`+pdp+`/access/v1/evaluations"`, `5`), pdp},
	} {
		if got, err := formats.AuthZENConfiguration([]byte(c.body), c.base); !errors.Is(err, rights.ErrMalformed) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}

func TestWhereAuthZENMetadataIs(t *testing.T) {
	for base, want := range map[string]string{
		pdp:                        pdp + "/.well-known/authzen-configuration",
		pdp + "/":                  pdp + "/.well-known/authzen-configuration",
		pdp + "/tenant1":           pdp + "/.well-known/authzen-configuration/tenant1",
		"http://127.0.0.1:81/a%2F": "http://127.0.0.1:81/.well-known/authzen-configuration/a%2F",
		"http://pdp.example.com":   "",
		pdp + "?x":                 "",
		pdp + "#x":                 "",
		"pdp.example.com":          "",
		"":                         "",
	} {
		if got := formats.AuthZENMetadata(base); got != want {
			t.Errorf("%s: got %s", base, got)
		}
	}
	want := formats.AuthZEN{Base: pdp + "/t/", Evaluation: pdp + "/t/access/v1/evaluation", Evaluations: pdp + "/t/access/v1/evaluations", ResourceSearch: pdp + "/t/access/v1/search/resource"}
	if got := formats.AuthZENDefaults(pdp + "/t/"); got != want {
		t.Errorf("got %+v", got)
	}
}

var mila = formats.Asker{Type: "user", ID: "mila"}

func TestQuestionsToADecisionPoint(t *testing.T) {
	read := formats.Question{Action: "read", ResourceType: "app", ResourceID: "a"}
	use := formats.Question{Action: "use", ResourceType: "app", ResourceID: "b"}
	readB := formats.Question{Action: "read", ResourceType: "app", ResourceID: "b"}
	inApp := formats.Asker{Type: "user", ID: "mila", Context: map[string]string{"app": "latchkey", "a": "b"}}
	for name, c := range map[string]struct {
		got  []byte
		want string
	}{
		"one": {
			formats.AuthZENEvaluation(mila, read),
			`{"subject":{"type":"user","id":"mila"},"action":{"name":"read"},"resource":{"type":"app","id":"a"}}`,
		},
		"several with one action": {
			formats.AuthZENEvaluations(mila, []formats.Question{read, readB}),
			`{"subject":{"type":"user","id":"mila"},"action":{"name":"read"},"evaluations":[{"resource":{"type":"app","id":"a"}},` +
				`{"resource":{"type":"app","id":"b"}}],"options":{"evaluations_semantic":"execute_all"}}`,
		},
		"several with several actions": {
			formats.AuthZENEvaluations(inApp, []formats.Question{read, use}),
			`{"subject":{"type":"user","id":"mila"},"context":{"a":"b","app":"latchkey"},"evaluations":[{"action":{"name":"read"},"resource":{"type":"app","id":"a"}},` +
				`{"action":{"name":"use"},"resource":{"type":"app","id":"b"}}],"options":{"evaluations_semantic":"execute_all"}}`,
		},
		"a search": {
			formats.AuthZENResources(mila, "read", "app", ""),
			`{"subject":{"type":"user","id":"mila"},"action":{"name":"read"},"resource":{"type":"app"}}`,
		},
		"its next page": {
			formats.AuthZENResources(mila, "read", "app", "a3M9\"="),
			`{"subject":{"type":"user","id":"mila"},"action":{"name":"read"},"resource":{"type":"app"},"page":{"token":"a3M9\"="}}`,
		},
		"not UTF-8": {
			formats.AuthZENEvaluation(formats.Asker{Type: "user", ID: "\xff"}, read),
			"{\"subject\":{\"type\":\"user\",\"id\":\"\ufffd\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"app\",\"id\":\"a\"}}",
		},
	} {
		if string(c.got) != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, c.got, c.want)
		}
	}
}
