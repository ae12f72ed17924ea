package formats_test

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const sample = `{"version":1,"subject":"mila","issuer":"https://id.example","organization":{"id":"o1","name":"Bureau"},
 "checked_at":"2026-11-22T13:00:00+01:00","valid_until":"2026-11-23T12:00:00Z","offline_until":"2026-12-22T00:00:00Z",
 "rights":[{"id":"tekla.warehouse","name":"Tekla Warehouse","state":"granted","reason":"","source":"organization","until":"2027-03-31"},
           {"id":"b","name":"","state":"granted_maybe","source":"neighbor","until":"2027-03-31T10:00:00Z","extra":[1,{"a":2}]}],
 "pending":[{"kind":"group","name":"Site","accept_url":"https://id.example/accept"},{"kind":"club","accept_url":"javascript:alert(1)"}],
 "later":{"x":null}}`

func TestAnAnswerIsRead(t *testing.T) {
	got, err := formats.Endpoint([]byte(sample))
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

func TestNullIsAFieldThatIsNotThere(t *testing.T) {
	got, err := formats.Endpoint([]byte(`{"version":1,"subject":null,"organization":null,"checked_at":null,"pending":null,
		"rights":[{"id":"a","name":null,"state":null,"source":null,"until":null,"reason":null}]}`))
	want := rights.Answer{
		Version: 1, Rights: []rights.Right{{ID: "a", Name: "a", State: rights.Unknown}}, Pending: []rights.Pending{},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, %v", got, err)
	}
}

func TestHalfAnAnswerIsNoAnswer(t *testing.T) {
	cases := map[string]string{
		"two documents":               `{"version":1,"rights":[]}{}`,
		"rest":                        `{"version":1,"rights":[]} x`,
		"cut off":                     sample[:len(sample)-30],
		"cut off in a text":           `{"version":1,"rights":[{"id":"a`,
		"cut off after an escape":     `{"version":1,"rights":[{"id":"a\`,
		"doubled name":                `{"version":1,"rights":[],"rights":[{"id":"a","state":"granted"}]}`,
		"doubled name of a right":     `{"version":1,"rights":[{"id":"a","state":"denied","state":"granted"}]}`,
		"doubled with an escape":      `{"version":1,"rights":[{"id":"a","state":"denied","st\u0061te":"granted"}]}`,
		"doubled unknown name":        `{"version":1,"rights":[],"x":1,"x":2}`,
		"doubled in an unknown field": `{"version":1,"rights":[],"x":{"a":1,"a":2}}`,
		"not UTF-8":                   "{\"version\":1,\"rights\":[{\"id\":\"a\",\"name\":\"\xff\"}]}",
		"half a character":            `{"version":1,"rights":[{"id":"a","name":"\ud800"}]}`,
		"deep":                        `{"version":1,"rights":[],"x":` + strings.Repeat("[", 16) + strings.Repeat("]", 16) + `}`,
		"very deep":                   `{"version":1,"rights":[],"x":` + strings.Repeat("[", 50_000) + strings.Repeat("]", 50_000) + `}`,
		"too many":                    `{"version":1,"rights":[{"id":"r"}` + strings.Repeat(`,{"id":"r"}`, 200_000) + `]}`,
		"too many invitations":        `{"version":1,"rights":[],"pending":[{}` + strings.Repeat(`,{}`, 1_000) + `]}`,
		"too many names":              `{"version":1,"rights":[],"x":{"0":0` + manyNames(10_000) + `}}`,
		"too large":                   `{"version":1,"rights":[]` + strings.Repeat(" ", formats.MaxBody) + `}`,
	}
	for name, body := range cases {
		t.Run(name, func(t *testing.T) {
			if got, err := formats.Endpoint([]byte(body)); !errors.Is(err, rights.ErrMalformed) {
				t.Fatalf("got %+v, %v", got, err)
			}
		})
	}
}

func manyNames(count int) string {
	var names strings.Builder
	for i := range count {
		names.WriteString(`,"` + strconv.Itoa(i+1) + `":0`)
	}
	return names.String()
}

func TestWhatIsJustWithinTheLimitsIsRead(t *testing.T) {
	for name, body := range map[string]string{
		"names":       `{"version":1,"rights":[],"x":{"0":0` + manyNames(9_999) + `},"y":{"0":0` + manyNames(9_999) + `}}`,
		"commas":      `{"version":1,"rights":[],"x":"` + strings.Repeat(",", 20_000) + `","y":[0` + strings.Repeat(",0", 20_000) + `]}`,
		"nested":      `{"version":1,"rights":[],"x":` + strings.Repeat("[", 15) + strings.Repeat("]", 15) + `}`,
		"many":        `{"version":1,"rights":[{"id":"r"}` + strings.Repeat(`,{"id":"r"}`, 199_999) + `]}`,
		"invitations": `{"version":1,"rights":[],"pending":[{}` + strings.Repeat(`,{}`, 999) + `]}`,
		"brackets":    `{"version":1,"rights":[],"x":"` + strings.Repeat(`[\"{`, 40) + `"}`,
		"long id":     `{"version":1,"rights":[{"id":"` + strings.Repeat("é", 512) + `"}]}`,
	} {
		if _, err := formats.Endpoint([]byte(body)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A second value in other letters must neither win nor be overlooked: an end that is overlooked is a right for ever.
func TestANameInOtherLettersIsRefused(t *testing.T) {
	for _, body := range []string{
		`{"version":1,"rights":[{"id":"a","state":"denied","State":"granted"}]}`,
		`{"version":1,"rights":[{"id":"a","state":"denied","\u017ftate":"granted"}]}`,
		`{"version":1,"rights":[{"id":"a","state":"granted","UNTIL":"2026-01-01"}]}`,
		`{"version":1,"rights":[{"ID":"a"}]}`,
		`{"version":1,"Rights":[]}`,
		`{"version":1,"rights":[],"Rights":[{"id":"a","state":"granted"}]}`,
		`{"version":1,"rights":[],"checKed_at":"2026-11-22T12:00:00Z","\u212a":1}`,
		`{"version":1,"rights":[],"organization":{"Name":"B"}}`,
		`{"version":1,"rights":[],"pending":[{"Accept_URL":"https://id.example/"}]}`,
	} {
		if got, err := formats.Endpoint([]byte(body)); !errors.Is(err, rights.ErrMalformed) {
			t.Errorf("%s: got %+v, %v", body, got, err)
		}
	}
	if _, err := formats.Endpoint([]byte(`{"version":1,"rights":[{"id":"a","valid-until":1,"x":1,"X":2}]}`)); err != nil {
		t.Errorf("names of other fields: %v", err)
	}
}

func TestAnErrorHoldsNothingOfTheAnswer(t *testing.T) {
	for _, body := range []string{
		`{"version":1,"rights":[{"id":5,"canary":"canary"}]}`, `{"version":1,"rights":[{"id":"canary\u202e"}]}`,
		`{"version":1,"canary":1,"canary":2}`, `{"version":1,"rights":[],"checked_at":"canary"}`, `canary`, `{"canary`,
		`{"version":1,"rights":[{"canary":1,"canary":2}]}`, `{"version":1,"rights":[{"id":"a","State":"canary"}]}`,
	} {
		if _, err := formats.Endpoint([]byte(body)); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestTextsAreFitToBeShown(t *testing.T) {
	body := `{"version":1,"rights":[{"id":"a","name":" A\u202e\u0007\nB\u200b ","reason":"` + strings.Repeat("é", 600) + `"},
		{"id":"b","name":"` + strings.Repeat("n", 600) + `","reason":" \u00a0\u2028 "}]}`
	got, err := formats.Endpoint([]byte(body))
	if err != nil || got.Rights[0].Name != "A B" || got.Rights[0].Reason != strings.Repeat("é", 512) {
		t.Fatalf("got %+v, %v", got, err)
	}
	if got.Rights[1].Name != strings.Repeat("n", 512) || got.Rights[1].Reason != "" {
		t.Fatalf("got %+v", got.Rights[1])
	}
}

func TestOnlySafeAddressesAreKept(t *testing.T) {
	for address, kept := range map[string]bool{
		"https://id.example/x?y=1": true, "http://127.0.0.1:80/": true, "http://localhost/": true, "http://[::1]/": true,
		"http://id.example/": false, "https://a@id.example/": false, "file:///etc/passwd": false, "https:///x": false,
		"https://id.example/ x": false, "https://id.example/\\u0007": false, "": false, "https://id.example/\\u202e": false,
		"https://id.example/" + strings.Repeat("x", 2_048): false, "https://id.example/\\\"": false,
	} {
		body := `{"version":1,"rights":[],"pending":[{"accept_url":"` + address + `"}]}`
		got, err := formats.Endpoint([]byte(body))
		if err != nil || (got.Pending[0].AcceptURL != "") != kept {
			t.Errorf("%s: %+v, %v", address, got.Pending, err)
		}
	}
}
