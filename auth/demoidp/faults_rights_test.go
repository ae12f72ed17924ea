package demoidp_test

import (
	"net/http"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

func userInfoFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultUserInfo500:  getsStatus("/userinfo", http.StatusInternalServerError),
		demoidp.FaultUserInfoHTML: getsWebPage("/userinfo"),
		demoidp.FaultForeignSubjectUser: func(t *testing.T, p *party) bool {
			tokens := p.signIn("mila")
			return p.get("/userinfo", tokens.text("access_token")).text("sub") != claims(t, tokens.text("id_token"))["sub"]
		},
		demoidp.FaultUserInfoNoSubject: func(_ *testing.T, p *party) bool {
			got := p.get("/userinfo", p.signIn("mila").text("access_token"))
			return got.text("email") != "" && got.fields["sub"] == nil
		},
	}
}

func rightsFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultRights500: rightsStatus(http.StatusInternalServerError),
		demoidp.FaultRights404: rightsStatus(http.StatusNotFound),
		demoidp.FaultRights403: func(_ *testing.T, p *party) bool {
			got := p.someRights()
			return got.status == http.StatusForbidden && strings.Contains(got.header.Get("WWW-Authenticate"), `error="insufficient_scope"`)
		},
		demoidp.FaultRights429: func(_ *testing.T, p *party) bool {
			got := p.someRights()
			return got.status == http.StatusTooManyRequests && got.header.Get("Retry-After") == "120"
		},
		demoidp.FaultRightsHTML: func(_ *testing.T, p *party) bool { return isWebPage(p.someRights()) },
		demoidp.FaultRightsForeignSubject: func(_ *testing.T, p *party) bool {
			return p.someRights().text("subject") != demoidp.People()[0].Subject
		},
		demoidp.FaultRightsHuge: func(_ *testing.T, p *party) bool {
			got := p.someRights()
			return got.status == http.StatusOK && len(got.body) > 32<<20 && got.fields["version"] == 1.0
		},
		demoidp.FaultRightsFollowToken:   grantUnseen,
		demoidp.FaultRightsFollowSignIn:  grantUnseen,
		demoidp.FaultRightsFollowBrowser: grantUnseen,
	}
}

func (p *party) someRights() answer {
	p.t.Helper()
	return p.get("/rights", p.signIn("mila").text("access_token"))
}

func rightsStatus(status int) faultCheck {
	return func(_ *testing.T, p *party) bool { return p.someRights().status == status }
}

// grantUnseen tells whether a new right stays unseen by a token made before it.
func grantUnseen(t *testing.T, p *party) bool {
	access := p.signIn("lena").text("access_token")
	if err := p.control.Grant("lena", "viewer.web"); err != nil {
		t.Fatal(err)
	}
	seen := len(rightsOf(t, p.get("/rights", access))) > 0
	if err := p.control.Revoke("lena", "viewer.web"); err != nil {
		t.Fatal(err)
	}
	return !seen
}
