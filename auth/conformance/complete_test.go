package conformance_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// requirements are how many there are of each kind.
var requirements = []struct {
	letter string
	count  int
}{
	{"N", 11}, {"P", 4}, {"B", 15}, {"I", 4}, {"D", 7}, {"R", 5}, {"M", 6}, {"O", 15}, {"L", 4}, {"A", 4}, {"X", 7}, {"E", 9}, {"S", 3},
}

// modules are the client modules of the Foundation's suite by plan.
var modules = map[string]string{
	"basic": `oidcc-client-test oidcc-client-test-invalid-iss oidcc-client-test-missing-sub oidcc-client-test-invalid-aud
		oidcc-client-test-missing-iat oidcc-client-test-kid-absent-single-jwks oidcc-client-test-kid-absent-multiple-jwks
		oidcc-client-test-idtoken-sig-rs256 oidcc-client-test-idtoken-sig-none oidcc-client-test-invalid-sig-rs256
		oidcc-client-test-userinfo-invalid-sub oidcc-client-test-nonce-invalid oidcc-client-test-scope-userinfo-claims
		oidcc-client-test-client-secret-basic`,
	"config": `oidcc-client-test-discovery-openid-config oidcc-client-test-discovery-jwks-uri-keys
		oidcc-client-test-discovery-issuer-mismatch oidcc-client-test-idtoken-sig-none
		oidcc-client-test-signing-key-rotation-just-before-signing oidcc-client-test-signing-key-rotation`,
	"refresh": `oidcc-client-test-refresh-token oidcc-client-test-refresh-token-invalid-issuer
		oidcc-client-test-refresh-token-invalid-sub`,
	"logout": `oidcc-client-test-rp-init-logout oidcc-client-test-rp-init-logout-other-state
		oidcc-client-test-rp-init-logout-no-state`,
	"other": `oidcc-client-test-invalid-sig-es256 oidcc-client-test-invalid-sig-hs256 oidcc-client-test-missing-aud
		oidcc-client-test-invalid-athash oidcc-client-test-missing-athash oidcc-client-test-userinfo-bearer-header
		oidcc-client-test-userinfo-bearer-body oidcc-client-test-userinfo-signed oidcc-client-test-nonce-unless-code-flow
		oidcc-client-test-mtls-endpoint-aliases oidcc-client-test-dynamic-registration`,
	"fapi2": `happy-path happy-path-no-dpop-nonce discovery-issuer-mismatch remove-authorization-response-iss
		invalid-authorization-response-iss ensure-authorization-response-with-invalid-state-fails
		ensure-authorization-response-with-invalid-missing-state-fails invalid-alternate-alg invalid-null-alg invalid-aud
		invalid-missing-aud invalid-secondary-aud invalid-iss invalid-missing-iss invalid-expired-exp invalid-missing-exp
		invalid-nonce invalid-missing-nonce valid-aud-as-array token-type-case-insensitivity
		token-endpoint-response-without-expires_in rs-dpop-auth-scheme-case-insensitivity`,
}

const fapiName = "fapi2-security-profile-final-client-"

// expected are all rows that have to be there, as chapter/id.
func expected() []string {
	var all []string
	for _, kind := range requirements {
		for i := range kind.count {
			all = append(all, fmt.Sprint(kind.letter, i+1))
		}
	}
	for plan, names := range modules {
		for _, name := range strings.Fields(names) {
			if plan == "fapi2" {
				name = fapiName + "test-" + name
			}
			all = append(all, plan+"/"+name)
		}
	}
	return append(all, "fapi2/"+fapiName+"refresh-token-test")
}

func TestEveryRequirementAndEveryModuleHasOneRow(t *testing.T) {
	var got []string
	for _, c := range chapters() {
		for _, r := range c.rows {
			id := r.id
			if _, plan := modules[c.name]; plan {
				id = c.name + "/" + r.id
			}
			got = append(got, id)
		}
	}
	want := expected()
	slices.Sort(got)
	slices.Sort(want)
	for _, id := range want {
		if !slices.Contains(got, id) {
			t.Errorf("%s has no row", id)
		}
	}
	for i, id := range got {
		if !slices.Contains(want, id) {
			t.Errorf("%s is not a requirement", id)
		}
		if i > 0 && got[i-1] == id {
			t.Errorf("%s has two rows", id)
		}
	}
}

func TestEveryRowSaysWhatProvesIt(t *testing.T) {
	for _, c := range chapters() {
		for _, r := range c.rows {
			proven := r.test != nil || len(r.elsewhere) > 0
			if proven == (r.without != "") || !proven && r.partly != "" {
				t.Errorf("%s: a row has a test, or says why it needs none", r.id)
			}
			if r.says == "" || strings.ContainsAny(r.says+r.section+r.partly+r.without, "|\n") {
				t.Errorf("%s: the words do not fit in a table", r.id)
			}
		}
	}
}
