package formats_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

// As RFC 7643 section 8.3 writes a user, shortened.
const scimSample = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
 "id":"2819c223","externalId":"mila-7","userName":"mila@studio.example","name":{"formatted":"Mila"},"active":true,
 "emails":[{"value":"mila@studio.example","type":"work","primary":true}],
 "groups":[{"value":"e9e30dba","$ref":"https://scim.example/v2/Groups/e9e30dba","display":"Site A","type":"direct"},
           {"value":"fc348aa8","display":"Everyone","type":"indirect"}],
 "entitlements":[{"value":"tekla.warehouse","display":"Tekla Warehouse","primary":true}],
 "roles":[{"value":"modeler"},"viewer",{"display":"names nothing"}],
 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"701984","organization":"Bureau","department":"Bridges","manager":{"value":"x"}},
 "meta":{"resourceType":"User","version":"W/\"a330bc54f0671c9\""}}`

func TestASCIMUserIsRead(t *testing.T) {
	got, err := formats.SCIM([]byte(scimSample), "https://id.example", "mila", noon)
	if err != nil {
		t.Fatal(err)
	}
	want := formats.SCIMAnswer{
		ID: "2819c223", ExternalID: "mila-7", UserName: "mila@studio.example", Active: true, Department: "Bridges",
		Answer: rights.Answer{
			Version: 1, Subject: "mila", Issuer: "https://id.example", CheckedAt: noon,
			Organization: rights.Organization{ID: "Bureau", Name: "Bureau"},
			Rights: []rights.Right{
				{ID: "e9e30dba", Name: "Site A", State: rights.Granted, Source: rights.SourceGroup},
				{ID: "fc348aa8", Name: "Everyone", State: rights.Granted, Source: rights.SourceGroup},
				{ID: "tekla.warehouse", Name: "Tekla Warehouse", State: rights.Granted},
				{ID: "modeler", Name: "modeler", State: rights.Granted},
				{ID: "viewer", Name: "viewer", State: rights.Granted},
			},
			Pending: []rights.Pending{},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got  %+v\nwant %+v", got, want)
	}
}

func TestASwitchedOffAccountHasEveryRightDenied(t *testing.T) {
	body := strings.Replace(scimSample, `"active":true`, `"active":false`, 1)
	got, err := formats.SCIM([]byte(body), "i", "s", noon)
	if err != nil || got.Active || len(got.Answer.Rights) != 5 {
		t.Fatalf("got %+v, %v", got, err)
	}
	for _, right := range got.Answer.Rights {
		if right.State != rights.Denied || right.Reason != formats.ReasonInactive {
			t.Errorf("right %+v", right)
		}
	}
}

func TestAnAccountCountsAsActiveUnlessTheServerSaysOtherwise(t *testing.T) {
	for _, active := range []string{``, `"active":null,`} {
		body := strings.Replace(scimSample, `"active":true,`, active, 1)
		if got, err := formats.SCIM([]byte(body), "i", "s", noon); err != nil || !got.Active || got.Answer.Rights[0].State != rights.Granted {
			t.Errorf("%s: got %+v, %v", active, got, err)
		}
	}
}

func TestTheNamesOfSCIMAttributesHaveNoCase(t *testing.T) {
	body := `{"Schemas":["URN:ietf:params:scim:schemas:core:2.0:user"],"ID":"1","username":"m","ACTIVE":false,
		"Groups":[{"Value":"g","Display":"G"}],"URN:IETF:params:scim:schemas:extension:enterprise:2.0:user":{"Organization":"B"}}`
	got, err := formats.SCIM([]byte(body), "i", "s", noon)
	if err != nil || got.Active || got.UserName != "m" || got.Answer.Organization.ID != "B" || got.Answer.Rights[0].Name != "G" {
		t.Fatalf("got %+v, %v", got, err)
	}
}

func TestAUserWithoutRightsHasNone(t *testing.T) {
	body := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","groups":null}`
	if got, err := formats.SCIM([]byte(body), "i", "s", noon); err != nil || got.Answer.Rights == nil || len(got.Answer.Rights) != 0 {
		t.Fatalf("got %+v, %v", got, err)
	}
}

func TestWhatIsNoSCIMUserIsNoAnswer(t *testing.T) {
	const user = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1"`
	for name, body := range map[string]string{
		"empty":                  ``,
		"null":                   `null`,
		"no schemas":             `{"id":"1","groups":[]}`,
		"another schema":         `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"1"}`,
		"an error":               `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"no"}`,
		"an error and a user":    `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:api:messages:2.0:Error"],"id":"1"}`,
		"a list":                 `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[]}`,
		"no id":                  `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]}`,
		"a strange id":           `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1\u200b"}`,
		"a strange user name":    user + `,"userName":"m\u202e"}`,
		"a strange external id":  user + `,"externalId":"m "}`,
		"active a text":          user + `,"active":"false"}`,
		"active a number":        user + `,"active":0}`,
		"active twice":           user + `,"active":false,"Active":true}`,
		"groups twice":           user + `,"groups":[],"Groups":[{"value":"a"}]}`,
		"groups an object":       user + `,"groups":{"value":"a"}}`,
		"a group is a number":    user + `,"groups":[5]}`,
		"a value is a number":    user + `,"roles":[{"value":5}]}`,
		"a strange value":        user + `,"roles":[{"value":"a\u202e"}]}`,
		"a value twice":          user + `,"roles":[{"value":"a","Value":"b"}]}`,
		"an organization number": user + `,"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"organization":5}}`,
		"cut off":                scimSample[:len(scimSample)-1],
	} {
		if got, err := formats.SCIM([]byte(body), "i", "s", noon); !errors.Is(err, rights.ErrMalformed) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}
