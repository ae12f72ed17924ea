package rights_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"latchkey/session/rights"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const sample = `{"version":1,"subject":"mila","issuer":"https://id.example","organization":{"id":"o1","name":"Bureau"},
 "checked_at":"2026-11-22T13:00:00+01:00","valid_until":"2026-11-23T12:00:00Z","offline_until":"2026-12-22T00:00:00Z",
 "rights":[{"id":"tekla.warehouse","name":"Tekla Warehouse","state":"granted","reason":"","source":"organization","until":"2027-03-31"},
           {"id":"b","name":"","state":"granted_maybe","source":"neighbor","until":"2027-03-31T10:00:00Z","extra":[1,{"a":2}]}],
 "pending":[{"kind":"group","name":"Site","accept_url":"https://id.example/accept"},{"kind":"club","accept_url":"javascript:alert(1)"}],
 "later":{"x":null}}`

func TestAnAnswerIsRead(t *testing.T) {
	got, err := rights.Parse([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	want := rights.Answer{
		Version: 1, Subject: "mila", Issuer: "https://id.example", Organization: rights.Organization{ID: "o1", Name: "Bureau"},
		CheckedAt: noon, ValidUntil: noon.Add(24 * time.Hour), OfflineUntil: time.Date(2026, 12, 22, 0, 0, 0, 0, time.UTC),
		Rights: []rights.Right{
			{ID: "tekla.warehouse", Name: "Tekla Warehouse", State: rights.Granted, Source: "organization", Until: time.Date(2027, 3, 31, 23, 59, 59, 0, time.UTC)},
			{ID: "b", Name: "b", State: rights.Unknown, Until: time.Date(2027, 3, 31, 10, 0, 0, 0, time.UTC)},
		},
		Pending: []rights.Pending{{Kind: "group", Name: "Site", AcceptURL: "https://id.example/accept"}, {}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got  %+v\nwant %+v", got, want)
	}
}

func TestHalfAnAnswerIsNoAnswer(t *testing.T) {
	var many strings.Builder
	for i := range 20_001 {
		fmt.Fprintf(&many, `,{"id":"r%d"}`, i)
	}
	cases := map[string]string{
		"empty":               "",
		"not JSON":            "<html>",
		"null":                "null",
		"a list":              "[]",
		"no version":          `{"rights":[]}`,
		"another version":     `{"version":2,"rights":[]}`,
		"version as text":     `{"version":"1","rights":[]}`,
		"no rights":           `{"version":1}`,
		"rights null":         `{"version":1,"rights":null}`,
		"rights an object":    `{"version":1,"rights":{}}`,
		"a right is text":     `{"version":1,"rights":["a"]}`,
		"no id":               `{"version":1,"rights":[{"state":"granted"}]}`,
		"hidden sign in id":   `{"version":1,"rights":[{"id":"a\u200b"}]}`,
		"line break in id":    `{"version":1,"rights":[{"id":"a\nb"}]}`,
		"long id":             `{"version":1,"rights":[{"id":"` + strings.Repeat("x", 513) + `"}]}`,
		"state a number":      `{"version":1,"rights":[{"id":"a","state":1}]}`,
		"bad time":            `{"version":1,"rights":[],"checked_at":"yesterday"}`,
		"day for a time":      `{"version":1,"rights":[],"valid_until":"2026-11-22"}`,
		"bad until":           `{"version":1,"rights":[{"id":"a","until":"soon"}]}`,
		"until at year 1":     `{"version":1,"rights":[{"id":"a","state":"granted","until":"0001-01-01T00:00:00Z"}]}`,
		"doubled name":        `{"version":1,"rights":[],"rights":[{"id":"a","state":"granted"}]}`,
		"doubled, other case": `{"version":1,"rights":[{"id":"a","state":"denied","\u017ftate":"granted"}]}`,
		"two documents":       `{"version":1,"rights":[]}{}`,
		"rest":                `{"version":1,"rights":[]} x`,
		"deep":                `{"version":1,"rights":[],"x":` + strings.Repeat("[", 50_000) + strings.Repeat("]", 50_000) + `}`,
		"too many":            `{"version":1,"rights":[{"id":"r"}` + many.String() + `]}`,
		"too large":           `{"version":1,"rights":[]` + strings.Repeat(" ", 1<<20) + `}`,
		"hidden in subject":   `{"version":1,"rights":[],"subject":"a\u202e"}`,
	}
	for name, body := range cases {
		t.Run(name, func(t *testing.T) {
			if got, err := rights.Parse([]byte(body)); !errors.Is(err, rights.ErrMalformed) {
				t.Fatalf("got %+v, %v", got, err)
			}
		})
	}
}

func TestTextsAreFitToBeShown(t *testing.T) {
	body := `{"version":1,"rights":[{"id":"a","name":" A\u202e\u0007\nB\u200b ","reason":"` + strings.Repeat("é", 600) + `"}]}`
	got, err := rights.Parse([]byte(body))
	if err != nil || got.Rights[0].Name != "A B" || got.Rights[0].Reason != strings.Repeat("é", 512) {
		t.Fatalf("got %+v, %v", got, err)
	}
}

func TestOnlySafeAddressesAreKept(t *testing.T) {
	for address, kept := range map[string]bool{
		"https://id.example/x?y=1": true, "http://127.0.0.1:80/": true, "http://localhost/": true, "http://[::1]/": true,
		"http://id.example/": false, "https://a@id.example/": false, "file:///etc/passwd": false, "https:///x": false,
		"https://id.example/ x": false, "https://id.example/\\u0007": false, "": false, "https://id.example/\\u202e": false,
	} {
		body := `{"version":1,"rights":[],"pending":[{"accept_url":"` + address + `"}]}`
		got, err := rights.Parse([]byte(body))
		if err != nil || (got.Pending[0].AcceptURL != "") != kept {
			t.Errorf("%s: %+v, %v", address, got.Pending, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte(`{"version":1,"rights":[]}`))
	f.Add([]byte(`{"version":1,"rights":[{"id":"a","state":"granted","until":"9999-12-31"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		answer, err := rights.Parse(body)
		if err != nil {
			if !errors.Is(err, rights.ErrMalformed) {
				t.Fatalf("unnamed error %v", err)
			}
			return
		}
		data, err := json.Marshal(answer)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 1<<20 {
			return // short escapes may grow
		}
		again, err := rights.Parse(data)
		if err != nil || !reflect.DeepEqual(again, answer) {
			t.Fatalf("round trip: %+v, %v; was %+v", again, err, answer)
		}
	})
}

func TestClaimsBecomeRights(t *testing.T) {
	var claims map[string]any
	text := `{"roles":["reader","reader",5,null,""],"groups":[{"value":"g1","display":"Group 1"},{"display":"x"},{"value":"reader"}],
		"entitlements":"tekla","organization":{"id":"o1","name":"Bureau"}}`
	if err := json.Unmarshal([]byte(text), &claims); err != nil {
		t.Fatal(err)
	}
	got, found := rights.FromClaims(claims, "https://id.example", "mila", noon)
	var ids []string
	for _, right := range got.Rights {
		ids = append(ids, right.ID+"="+right.Name)
		if right.State != rights.Granted || right.Source != rights.SourceClaim {
			t.Errorf("right %+v", right)
		}
	}
	if !found || !reflect.DeepEqual(ids, []string{"reader=reader", "g1=Group 1", "tekla=tekla"}) {
		t.Fatalf("got %v, %v", ids, found)
	}
	if got.Subject != "mila" || got.Issuer != "https://id.example" || !got.CheckedAt.Equal(noon) || got.Organization.Name != "Bureau" {
		t.Fatalf("got %+v", got)
	}
}

func TestAMissingClaimDeniesNothing(t *testing.T) {
	cases := map[string]struct {
		claims map[string]any
		found  bool
	}{
		"none":         {nil, false},
		"others":       {map[string]any{"sub": "x"}, false},
		"null":         {map[string]any{"roles": nil}, false},
		"wrong type":   {map[string]any{"roles": 5.0}, false},
		"empty list":   {map[string]any{"roles": []any{}}, true},
		"native list":  {map[string]any{"groups": []string{"a"}}, true},
		"hidden signs": {map[string]any{"groups": []any{"a\u200b"}}, true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, found := rights.FromClaims(c.claims, "i", "s", noon)
			if found != c.found {
				t.Fatalf("got %+v, %v", got, found)
			}
		})
	}
}
