package formats_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

const umaSample = `[{"scopes":["view","edit"],"rsid":"6f2d","rsname":"Warehouse"},{"rsid":"77aa","rsname":"Site A","claims":{"x":["y"]}},{"rsid":"88"}]`

func TestUMAPermissionsBecomeRights(t *testing.T) {
	got, err := formats.UMA([]byte(umaSample), "https://id.example", "mila", noon)
	want := []string{
		"6f2d=Warehouse granted", "6f2d#view=Warehouse: view granted", "6f2d#edit=Warehouse: edit granted",
		"77aa=Site A granted", "88=88 granted",
	}
	if err != nil || !reflect.DeepEqual(shown(got), want) {
		t.Fatalf("got %v, %v", shown(got), err)
	}
	if got.Subject != "mila" || got.Issuer != "https://id.example" || !got.CheckedAt.Equal(noon) {
		t.Fatalf("got %+v", got)
	}
	if got, err := formats.UMA([]byte(`[]`), "i", "s", noon); err != nil || got.Rights == nil || len(got.Rights) != 0 {
		t.Fatalf("no permissions: %+v, %v", got, err)
	}
}

func TestWhatIsNoListOfPermissionsIsNoAnswer(t *testing.T) {
	for name, body := range map[string]string{
		"empty":               ``,
		"null":                `null`,
		"an OAuth error":      `{"error":"access_denied","error_description":"not_authorized"}`,
		"a token":             `{"access_token":"x","token_type":"Bearer"}`,
		"a decision":          `{"result":true}`,
		"texts":               `["a"]`,
		"a null":              `[null]`,
		"no id":               `[{"rsname":"A"}]`,
		"a number":            `[{"rsid":5}]`,
		"a strange id":        `[{"rsid":"a\u200b"}]`,
		"scopes a text":       `[{"rsid":"a","scopes":"view"}]`,
		"an empty scope":      `[{"rsid":"a","scopes":[""]}]`,
		"a strange scope":     `[{"rsid":"a","scopes":["v\u202e"]}]`,
		"a spaced scope":      `[{"rsid":"a","scopes":[" v"]}]`,
		"too long together":   `[{"rsid":"` + strings.Repeat("a", 300) + `","scopes":["` + strings.Repeat("b", 300) + `"]}]`,
		"doubled":             `[{"rsid":"a","rsid":"b"}]`,
		"too many":            `[{"rsid":"a"}` + strings.Repeat(`,{"rsid":"a"}`, 200_000) + `]`,
		"too many scopes":     `[{"rsid":"a","scopes":["v"` + strings.Repeat(`,"v"`, 200_000) + `]}]`,
		"millions of nothing": `[{}` + strings.Repeat(`,{}`, 5_000_000) + `]`,
	} {
		if got, err := formats.UMA([]byte(body), "i", "s", noon); !errors.Is(err, rights.ErrMalformed) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}
