package formats_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"testing"

	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

func claimsOf(t *testing.T, text string) map[string]any {
	t.Helper()
	var claims map[string]any
	if err := json.Unmarshal([]byte(text), &claims); err != nil {
		t.Fatal(err)
	}
	return claims
}

// shown is each right as "id=name state".
func shown(answer rights.Answer) []string {
	list := []string{}
	for _, right := range answer.Rights {
		list = append(list, right.ID+"="+right.Name+" "+string(right.State))
	}
	return list
}

func TestClaimsBecomeRights(t *testing.T) {
	claims := claimsOf(t, `{"roles":["reader","reader",5,null,""],"groups":[{"value":"g1","display":"Group 1"},{"display":"x"},{"value":"reader"}],
		"entitlements":"tekla","organization":{"id":"o1","name":"Bureau"}}`)
	got, found := formats.Claims(claims, formats.ClaimRules{}, "https://id.example", "mila", noon)
	if want := []string{"reader=reader granted", "g1=Group 1 granted", "tekla=tekla granted"}; !found || !reflect.DeepEqual(shown(got), want) {
		t.Fatalf("got %v, %v", shown(got), found)
	}
	for _, right := range got.Rights {
		if right.Source != rights.SourceClaim {
			t.Errorf("right %+v", right)
		}
	}
	if got.Subject != "mila" || got.Issuer != "https://id.example" || !got.CheckedAt.Equal(noon) || got.Organization.Name != "Bureau" {
		t.Fatalf("got %+v", got)
	}
}

func TestTheFormsOfAClaim(t *testing.T) {
	cases := map[string]struct {
		claim string
		want  []string
		found bool
	}{
		"one text":                   {`"a"`, []string{"a=a granted"}, true},
		"a text with spaces":         {`"read write"`, []string{"read write=read write granted"}, true},
		"SCIM's complex values":      {`[{"value":"a","display":"A","type":"direct","primary":true,"$ref":"https://x.example/a"}]`, []string{"a=A granted"}, true},
		"a single complex value":     {`{"value":"a","display":"A"}`, []string{"a=A granted"}, true},
		"names and booleans":         {`{"b":false,"a":true,"c":"yes","d":null}`, []string{"a=a granted", "b=b denied"}, true},
		"a switch of the name value": {`{"value":true,"x":false}`, []string{"value=value granted", "x=x denied"}, true},
		"an empty object":            {`{}`, []string{}, true},
		"an object of other things":  {`{"roles":["a"]}`, nil, false},
		"an empty list":              {`[]`, []string{}, true},
		"a list of other things":     {`[1,true,[],{"x":true},null]`, []string{}, true},
		"a number":                   {`5`, nil, false},
		"a boolean":                  {`true`, nil, false},
		"null":                       {`null`, nil, false},
		"hidden signs":               {`["a\u200b",{"value":"b\u202e"},{"value":"c","display":"C\u202e"}]`, []string{"c=C granted"}, true},
		"a hidden switch":            {`{"a\u200b":true}`, []string{}, true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, found := formats.Claims(claimsOf(t, `{"roles":`+c.claim+`}`), formats.ClaimRules{}, "i", "s", noon)
			if found != c.found || (found && !reflect.DeepEqual(shown(got), c.want)) {
				t.Fatalf("got %v, %v", shown(got), found)
			}
		})
	}
}

func TestAMissingClaimDeniesNothing(t *testing.T) {
	for name, claims := range map[string]map[string]any{"none": nil, "others": {"sub": "x"}, "null": {"roles": nil}} {
		if got, found := formats.Claims(claims, formats.ClaimRules{}, "i", "s", noon); found {
			t.Errorf("%s: got %+v", name, got)
		}
	}
	native := map[string]any{"groups": []string{"a"}}
	if got, found := formats.Claims(native, formats.ClaimRules{}, "i", "s", noon); !found || len(got.Rights) != 1 {
		t.Errorf("a list of Go texts: %+v, %v", got, found)
	}
}

func TestTooManyClaimsSayNothing(t *testing.T) {
	many := make([]any, 200_001)
	for i := range many {
		many[i] = "r" + strconv.Itoa(i)
	}
	if _, found := formats.Claims(map[string]any{"roles": many}, formats.ClaimRules{}, "i", "s", noon); found {
		t.Fatal("a part of the rights passes for all of them")
	}
	if got, found := formats.Claims(map[string]any{"roles": many[:200_000]}, formats.ClaimRules{}, "i", "s", noon); !found || len(got.Rights) != 200_000 {
		t.Fatalf("got %d, %v", len(got.Rights), found)
	}
}

func TestARightThatIsGrantedOnceIsGranted(t *testing.T) {
	claims := claimsOf(t, `{"roles":{"a":false,"b":true},"groups":{"a":true,"b":false}}`)
	got, _ := formats.Claims(claims, formats.ClaimRules{}, "i", "s", noon)
	if want := []string{"a=a granted", "b=b granted"}; !reflect.DeepEqual(shown(got), want) {
		t.Fatalf("got %v", shown(got))
	}
}

func TestRulesChooseClaims(t *testing.T) {
	claims := claimsOf(t, `{"roles":["not asked for"],"https://example.com/roles":["url"],"resource_access.x":["dots"],"realm_access":{"roles":["realm"]},
		"resource_access":{"a/b":{"roles":["slash"]},"m~n":["tilde"],"~1":["both"],"x":["nested"],"":["empty"]},
		"list":[{"r":["first"]},{"r":["second"]}],"/odd":["odd"]}`)
	cases := []struct{ rule, want string }{
		{"https://example.com/roles", "url"},
		{"resource_access.x", "dots"},
		{"/realm_access/roles", "realm"},
		{"/resource_access/a~1b/roles", "slash"},
		{"/resource_access/m~0n", "tilde"},
		{"/resource_access/~01", "both"},
		{"/resource_access/x", "nested"},
		{"/resource_access/", "empty"},
		{"/list/1/r", "second"},
		{"/~1odd", "odd"},
		{"/https:~1~1example.com~1roles", "url"},
		{"realm_access/roles", ""},
		{"realm_access.roles", ""},
		{"/odd", ""},
		{"/list/01/r", ""},
		{"/list/-/r", ""},
		{"/list/+1/r", ""},
		{"/list/2/r", ""},
		{"/realm_access/roles/0/x", ""},
		{"/resource_access/m~2n", ""},
		{"/realm_access", ""},
		{"Roles", ""},
	}
	for _, c := range cases {
		got, found := formats.Claims(claims, formats.ClaimRules{Names: []string{c.rule}}, "i", "s", noon)
		if found != (c.want != "") || (found && (len(got.Rights) != 1 || got.Rights[0].ID != c.want)) {
			t.Errorf("%s: got %v, %v", c.rule, shown(got), found)
		}
	}
}

func TestSeveralRulesAddUp(t *testing.T) {
	claims := claimsOf(t, `{"a":["x","y"],"b":{"c":["y","z"]}}`)
	got, found := formats.Claims(claims, formats.ClaimRules{Names: []string{"a", "/missing", "/b/c"}}, "i", "s", noon)
	if want := []string{"x=x granted", "y=y granted", "z=z granted"}; !found || !reflect.DeepEqual(shown(got), want) {
		t.Fatalf("got %v, %v", shown(got), found)
	}
}

func TestRulesThatCanMatchNothingAreRefused(t *testing.T) {
	for rule, fine := range map[string]bool{
		"roles": true, "https://example.com/roles": true, "/a/b": true, "/": true, "/a~0b~1c": true, "a~2": true,
		"": false, "/a~2": false, "/a~": false, "a\u200b": false, " a": false,
	} {
		for _, rules := range []formats.ClaimRules{{Names: []string{"x", rule}}, {Organization: []string{rule}}} {
			if err := rules.Check(); (err == nil) != fine || (err != nil && !errors.Is(err, formats.ErrRule)) {
				t.Errorf("%q: %v", rule, err)
			}
		}
	}
}

func TestTheOrganizationOfClaims(t *testing.T) {
	cases := map[string]struct {
		claims string
		rules  []string
		want   rights.Organization
	}{
		"a text":             {`{"organization":"Bureau"}`, nil, rights.Organization{ID: "Bureau", Name: "Bureau"}},
		"id and name":        {`{"organization":{"id":"o1","name":"Bureau\u202e"}}`, nil, rights.Organization{ID: "o1", Name: "Bureau"}},
		"one in a list":      {`{"organization":["acme"]}`, nil, rights.Organization{ID: "acme", Name: "acme"}},
		"two in a list":      {`{"organization":["acme","other"]}`, nil, rights.Organization{}},
		"Keycloak's alias":   {`{"organization":{"acme":{"id":"42c3"}}}`, nil, rights.Organization{ID: "42c3", Name: "acme"}},
		"alias without id":   {`{"organization":{"acme":{}}}`, nil, rights.Organization{ID: "acme", Name: "acme"}},
		"two aliases":        {`{"organization":{"acme":{},"other":{}}}`, nil, rights.Organization{}},
		"another name":       {`{"org_id":"o2","organization":"no"}`, []string{"org_id"}, rights.Organization{ID: "o2", Name: "o2"}},
		"a pointer":          {`{"a":{"b":{"id":"o3"}}}`, []string{"/a/b"}, rights.Organization{ID: "o3"}},
		"the second rule":    {`{"b":"o4"}`, []string{"a", "b", "c"}, rights.Organization{ID: "o4", Name: "o4"}},
		"of another type":    {`{"organization":5}`, nil, rights.Organization{}},
		"not there":          {`{}`, nil, rights.Organization{}},
		"an object of texts": {`{"organization":{"x":"y"}}`, nil, rights.Organization{}},
	}
	for name, c := range cases {
		claims := claimsOf(t, c.claims)
		claims["roles"] = "r"
		got, _ := formats.Claims(claims, formats.ClaimRules{Organization: c.rules}, "i", "s", noon)
		if got.Organization != c.want {
			t.Errorf("%s: got %+v", name, got.Organization)
		}
	}
}
