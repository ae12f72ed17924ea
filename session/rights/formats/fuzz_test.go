package formats_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

func isClean(text string) bool {
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= 512 && strings.TrimSpace(text) == text &&
		!strings.ContainsFunc(text, func(r rune) bool {
			return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) || r == utf8.RuneError ||
				(unicode.IsSpace(r) && r != ' ')
		})
}

// checkAnswer holds of whatever a server sends: one of the two, and nothing in between.
func checkAnswer(t *testing.T, answer rights.Answer, err error) {
	t.Helper()
	if err != nil {
		if !errors.Is(err, rights.ErrMalformed) || !reflect.DeepEqual(answer, rights.Answer{}) {
			t.Fatalf("%+v with error %v", answer, err)
		}
		return
	}
	for _, text := range []string{answer.Subject, answer.Issuer, answer.Organization.ID, answer.Organization.Name} {
		if !isClean(text) {
			t.Fatalf("%q is not clean", text)
		}
	}
	if answer.Version != 1 || answer.Rights == nil || answer.Pending == nil || len(answer.Rights) > 200_000 || len(answer.Pending) > 1_000 {
		t.Fatalf("version %d, %d rights, %d invitations", answer.Version, len(answer.Rights), len(answer.Pending))
	}
	for _, right := range answer.Rights {
		checkRight(t, right)
	}
	for _, pending := range answer.Pending {
		address, err := url.Parse(pending.AcceptURL)
		if !isClean(pending.Name) || err != nil || (pending.AcceptURL != "" && address.Scheme != "https" && address.Scheme != "http") {
			t.Fatalf("invitation %+v", pending)
		}
	}
}

func checkRight(t *testing.T, right rights.Right) {
	t.Helper()
	if right.ID == "" || right.Name == "" || !isClean(right.ID) || !isClean(right.Name) || !isClean(right.Reason) {
		t.Fatalf("right %+q", right)
	}
	switch right.State {
	case rights.Granted, rights.Denied, rights.Expired, rights.PendingInvitation, rights.NeedsSignIn, rights.NeedsVerification,
		rights.SeatLimit, rights.Unknown:
	default:
		t.Fatalf("state %q", right.State)
	}
	switch right.Source {
	case "", rights.SourceOrganization, rights.SourceGroup, rights.SourceExternal, rights.SourcePersonal, rights.SourceMaintenance, rights.SourceClaim:
	default:
		t.Fatalf("source %q", right.Source)
	}
	if !right.Until.IsZero() && (right.Until.Year() < 1970 || right.Until.Year() > 9999) {
		t.Fatalf("until %s", right.Until)
	}
}

func FuzzClaims(f *testing.F) {
	for _, seed := range []string{
		`{"roles":["reader",5,null],"groups":[{"value":"g1","display":"Group 1"}],"entitlements":"tekla","organization":{"id":"o1","name":"Bureau"}}`,
		`{"roles":{"a":true,"b":false},"organization":{"acme":{"id":"1"}}}`, `{"realm_access":{"roles":["a"]},"organization":["acme"]}`,
		`{"roles":{"value":"a\u202e"}}`, `{}`, `{"roles":{}}`,
	} {
		f.Add([]byte(seed), "/realm_access/roles", "organization")
		f.Add([]byte(seed), "roles", "/organization/0")
	}
	f.Fuzz(func(t *testing.T, text []byte, name, organization string) {
		var claims map[string]any
		if json.Unmarshal(text, &claims) != nil {
			return
		}
		for _, rules := range []formats.ClaimRules{{}, {Names: []string{name, "roles"}, Organization: []string{organization}}} {
			_ = rules.Check()
			answer, found := formats.Claims(claims, rules, "https://id.example", "mila", noon)
			if !found {
				if !reflect.DeepEqual(answer, rights.Answer{}) {
					t.Fatalf("not found, but %+v", answer)
				}
				continue
			}
			checkAnswer(t, answer, nil)
			again, _ := formats.Claims(claims, rules, "https://id.example", "mila", noon)
			if !reflect.DeepEqual(again, answer) {
				t.Fatalf("the order changes: %+v, %+v", answer, again)
			}
		}
	})
}

func FuzzSCIM(f *testing.F) {
	f.Add([]byte(scimSample))
	f.Add([]byte(strings.Replace(scimSample, `"active":true`, `"Active":false`, 1)))
	f.Add([]byte(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404"}`))
	f.Add([]byte(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","roles":["a",{"value":"b"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := formats.SCIM(body, "https://id.example", "mila", noon)
		checkAnswer(t, got.Answer, err)
		if err != nil {
			if !reflect.DeepEqual(got, formats.SCIMAnswer{}) {
				t.Fatalf("%+v with error %v", got, err)
			}
			return
		}
		if got.ID == "" || !isClean(got.ID) || !isClean(got.ExternalID) || !isClean(got.UserName) || !isClean(got.Department) {
			t.Fatalf("user %+v", got)
		}
		for _, right := range got.Answer.Rights {
			if (right.State == rights.Granted) != got.Active {
				t.Fatalf("active %v, right %+v", got.Active, right)
			}
		}
	})
}

func FuzzUMA(f *testing.F) {
	f.Add([]byte(umaSample))
	f.Add([]byte(`{"error":"access_denied"}`))
	f.Add([]byte(`[{"rsid":"a#b","scopes":["c"]},{"rsid":"a","scopes":["b#c",""]}]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		answer, err := formats.UMA(body, "https://id.example", "mila", noon)
		checkAnswer(t, answer, err)
	})
}
