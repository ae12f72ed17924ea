package formats_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

func FuzzAuthZENConfiguration(f *testing.F) {
	f.Add([]byte(pdpSample), pdp)
	f.Add([]byte(`{"policy_decision_point":"http://[::1]:8/t","access_evaluation_endpoint":"http://[::1]:8/t/e"}`), "http://[::1]:8/t")
	f.Add([]byte(`{"policy_decision_point":"https://a@b/","access_evaluation_endpoint":"https://b/"}`), "https://a@b/")
	f.Fuzz(func(t *testing.T, body []byte, base string) {
		_ = formats.AuthZENDefaults(base)
		got, err := formats.AuthZENConfiguration(body, base)
		if err != nil {
			if !errors.Is(err, rights.ErrMalformed) || got != (formats.AuthZEN{}) {
				t.Fatalf("%+v with error %v", got, err)
			}
			return
		}
		here, err := url.Parse(base)
		if err != nil || got.Base != base || got.Evaluation == "" {
			t.Fatalf("got %+v, %v", got, err)
		}
		metadata, err := url.Parse(formats.AuthZENMetadata(base))
		if err != nil || metadata.Host != here.Host {
			t.Fatalf("metadata at %v, %v", metadata, err)
		}
		for _, text := range []string{got.Evaluation, got.Evaluations, got.ResourceSearch} {
			there, err := url.Parse(text)
			if text != "" && (err != nil || !strings.EqualFold(there.Host, here.Host) || there.Scheme != here.Scheme || there.User != nil) {
				t.Fatalf("%q is not beside %q", text, base)
			}
		}
	})
}

func FuzzReadEvaluations(f *testing.F) {
	f.Add([]byte(`{"evaluations":[{"decision":true},{"decision":false,"context":{"reason":"no"}},{}]}`))
	f.Add([]byte(`{"evaluations":[{"decision":1},{"decision":false,"context":{"error":{"message":"x"}}},{"decision":null,"context":5}]}`))
	f.Add([]byte(`{"decision":false,"context":{"reason_user":{"403":"a\u202e"}}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		answer, err := formats.ReadEvaluations(body, three, "https://id.example", "mila", noon)
		checkAnswer(t, answer, err)
		if err == nil && len(answer.Rights) != len(three) {
			t.Fatalf("%d rights", len(answer.Rights))
		}
		single, err := formats.ReadEvaluation(body, three[0], "https://id.example", "mila", noon)
		checkAnswer(t, single, err)
		if err == nil && len(single.Rights) != 1 {
			t.Fatalf("%d rights", len(single.Rights))
		}
	})
}

func FuzzReadResources(f *testing.F) {
	f.Add([]byte(`{"page":{"next_token":"t2","count":2},"results":[{"type":"app","id":"a","properties":{"name":"A"}},{"type":"app","id":"b"}]}`), "t1")
	f.Add([]byte(`{"results":[{"type":"user","id":"a"}]}`), "")
	f.Add([]byte(`{"page":{"next_token":"t"},"results":[]}`), "t")
	f.Fuzz(func(t *testing.T, body []byte, token string) {
		page, err := formats.ReadResources(body, "app", token)
		if err != nil {
			if !errors.Is(err, rights.ErrMalformed) || !reflect.DeepEqual(page, formats.ResourcePage{}) {
				t.Fatalf("%+v with error %v", page, err)
			}
			return
		}
		if page.Next != "" && page.Next == token {
			t.Fatal("the page is its own next one")
		}
		if !json.Valid(formats.AuthZENResources(mila, "use", "app", page.Next)) {
			t.Fatalf("no question for %q", page.Next)
		}
		page.Next = ""
		answer, err := formats.ResourcesAnswer([]formats.ResourcePage{page, page}, "https://id.example", "mila", noon)
		checkAnswer(t, answer, err)
		if len(answer.Rights) != len(page.Rights) {
			t.Fatalf("%d rights of %d", len(answer.Rights), len(page.Rights))
		}
	})
}
