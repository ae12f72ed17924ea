package demoidp

import (
	"net/url"
	"strings"
)

// Faults of the authorization response (RFC 6749 4.1.2, RFC 9207).
const (
	FaultWrongIssParam        = "wrong_iss_param"
	FaultMissingIssParam      = "missing_iss_param"
	FaultErrorWrongIss        = "error_wrong_iss"
	FaultWrongState           = "wrong_state"
	FaultMissingState         = "missing_state"
	FaultCodeAndError         = "code_and_error"
	FaultNoCode               = "no_code"
	FaultRefusesEverybody     = "refuses_everybody"
	FaultAuthorizeServerError = "authorize_server_error"
	FaultAuthorizeInteraction = "authorize_interaction"
	FaultAuthorizeScope       = "authorize_invalid_scope"
	FaultAuthorizeTarget      = "authorize_invalid_target"
	FaultAuthorizeClient      = "authorize_unauthorized_client"
	FaultAuthorizeWords       = "authorize_hostile_words"
)

func redirectFaults() []FaultInfo {
	return []FaultInfo{
		{Name: FaultWrongIssParam, Doc: "The browser comes back with the name of another provider."},
		{Name: FaultMissingIssParam, Doc: "The browser comes back without the provider’s name, though it was promised."},
		{Name: FaultErrorWrongIss, Doc: "The browser comes back with a refusal that names another provider."},
		{Name: FaultWrongState, Doc: "The browser comes back with the answer to another sign-in."},
		{Name: FaultMissingState, Doc: "The browser comes back without saying which sign-in it answers."},
		{Name: FaultCodeAndError, Doc: "The browser comes back with success and refusal at the same time."},
		{Name: FaultNoCode, Doc: "The browser comes back with neither success nor refusal."},
		{Name: FaultRefusesEverybody, Doc: "The provider lets nobody in, whoever signs in."},
		{Name: FaultAuthorizeServerError, Doc: "The provider breaks down after the sign-in page."},
		{Name: FaultAuthorizeInteraction, Doc: "The provider wants to ask the person something first."},
		{Name: FaultAuthorizeScope, Doc: "The provider refuses what the program asks for (scope)."},
		{Name: FaultAuthorizeTarget, Doc: "The provider does not know the service that the tokens are for."},
		{Name: FaultAuthorizeClient, Doc: "The provider does not let this program sign people in."},
		{Name: FaultAuthorizeWords, Doc: "The provider refuses in words that try to fool a terminal or a web page."},
	}
}

// hostileWords would clear a terminal, turn the reading direction and run a script
// where somebody shows them as they are, and fill the screen in any case.
func hostileWords() string {
	return "\x1b[2J\x1b]0;owned\x07\u202etxt.exe\u2066\r\n<script>alert(1)</script>" + strings.Repeat("A", 5000)
}

// refusals are what is said in place of a code, as error and error_description.
func refusals() map[string][2]string {
	return map[string][2]string{
		FaultErrorWrongIss:        {"access_denied", "The person did not want to sign in."},
		FaultRefusesEverybody:     {"access_denied", "Nobody may sign in."},
		FaultAuthorizeServerError: {"server_error", "Something broke."},
		FaultAuthorizeInteraction: {"interaction_required", "The person has to do something first."},
		FaultAuthorizeScope:       {"invalid_scope", "The scope is not allowed."},
		FaultAuthorizeTarget:      {"invalid_target", "The resource is unknown."},
		FaultAuthorizeClient:      {"unauthorized_client", "This program may not do that."},
		FaultAuthorizeWords:       {"invalid_request", hostileWords()},
	}
}

// spoilRedirect applies the faults of the authorization response to its parameters.
func (s *Server) spoilRedirect(answer url.Values) {
	for fault, words := range refusals() {
		if s.fault(fault) {
			answer.Del("code")
			answer.Set("error", words[0])
			answer.Set("error_description", words[1])
		}
	}
	edits := map[string]func(url.Values){
		FaultWrongIssParam:   func(v url.Values) { v.Set("iss", foreignIssuer) },
		FaultErrorWrongIss:   func(v url.Values) { v.Set("iss", foreignIssuer) },
		FaultMissingIssParam: func(v url.Values) { v.Del("iss") },
		FaultWrongState:      func(v url.Values) { v.Set("state", "the-state-of-another-sign-in") },
		FaultMissingState:    func(v url.Values) { v.Del("state") },
		FaultCodeAndError:    func(v url.Values) { v.Set("error", "access_denied") },
		FaultNoCode:          func(v url.Values) { v.Del("code") },
	}
	for fault, edit := range edits {
		if s.fault(fault) {
			edit(answer)
		}
	}
}
