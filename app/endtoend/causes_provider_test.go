//go:build linux

package endtoend

import (
	"time"

	"latchkey/auth/demoidp"
)

// The links of the chain, as the answers name them.
const (
	linkApp     = "app"
	linkRight   = "right"
	linkAccount = "account"
	linkSession = "session"
	linkToken   = "token"
	linkStorage = "storage"
	linkNetwork = "network"
	linkClock   = "clock"
)

// withFault seeds a fault of the provider; whoever runs that mends it.
func withFault(name string, begin func(*scene)) func(*scene) func() {
	return func(s *scene) func() {
		begin(s)
		return s.fault(name)
	}
}

// discoveryCauses are what the provider says of itself, before anybody signs in.
func discoveryCauses() []cause {
	row := func(fault, code, fix string) cause {
		return cause{
			name: "provider: " + fault, seed: withFault(fault, (*scene).signedOut),
			code: code, link: linkNetwork, fix: fix,
		}
	}
	return []cause{
		row("discovery_500", "discovery_server_error", "wait"),
		row("discovery_429", "discovery_busy", "wait"),
		row("discovery_404", "provider_not_found", "provider"),
		row("discovery_html", "discovery_not_json", "wait"),
		row("discovery_truncated", "discovery_truncated", "wait"),
		row("discovery_huge", "discovery_too_large", "wait"),
		row("discovery_issuer_mismatch", "issuer_mismatch", "provider"),
		row("discovery_no_keys", "discovery_incomplete", "wait"),
		row("discovery_foreign_endpoint", "endpoint_foreign", "support"),
		row("discovery_http_endpoint", "endpoint_insecure", "support"),
		row("discovery_plain_pkce", "pkce_unsupported", "support"),
		row("discovery_redirect", "discovery_redirect", "support"),
		row("discovery_no_issuer", "issuer_missing", "provider"),
		row("discovery_file_endpoint", "endpoint_not_web", "support"),
		row("discovery_endpoint_user", "endpoint_credentials", "support"),
		row("par_required_missing", "par_unavailable", "support"),
		row("keys_500", "keys_server_error", "wait"),
		row("keys_html", "keys_not_json", "wait"),
		row("keys_empty", "keys_empty", "support"),
		row("keys_redirect", "keys_redirect", "support"),
	}
}

// serviceCauses are the server with the access rights, while Mila is signed in.
func serviceCauses() []cause {
	row := func(fault, code, fix string) cause {
		return cause{
			name: "rights: " + fault, seed: withFault(fault, (*scene).signedIn),
			code: code, link: linkRight, fix: fix,
		}
	}
	return []cause{
		row("rights_500", "rights_server_error", "wait"),
		row("rights_503", "rights_server_error", "wait"),
		row("rights_429", "rights_busy", "wait"),
		row("rights_404", "rights_unavailable", "provider"),
		row("rights_403", "rights_forbidden", "administrator"),
		row("rights_html", "rights_not_json", "wait"),
		row("rights_huge", "rights_too_large", "wait"),
		row("rights_truncated", "rights_truncated", "wait"),
		row("rights_foreign_subject", "rights_subject", "sign_in"),
		row("rights_foreign_issuer", "rights_issuer", "sign_in"),
		row("rights_portal", "resource_redirect", "portal"),
		row("rights_unreachable", "server_unreachable", "wait"),
		row("rights_slow", "timeout", "retry"),
	}
}

// attemptCauses are sign-ins that failed, and nobody has signed in since.
func attemptCauses() []cause {
	return []cause{
		failedSignIn("bad_nonce", "nonce"),
		failedSignIn("wrong_issuer", "id_token_issuer"),
		failedSignIn("bad_signature", "signature"),
		failedSignIn("foreign_audience", "audience"),
		failedSignIn("refuses_everybody", "declined"),
		failedSignIn("token_invalid_client", "client_refused"),
		failedSignIn("token_invalid_grant", "code_refused"),
		failedSignIn("authorize_invalid_scope", "scope_refused"),
		{
			// That the server which gives tokens is out of order is seen, and comes before the sign-in that failed.
			name: "sign-in: the server that gives tokens is out of order", code: "token_server_error", link: linkNetwork, fix: "wait",
			then: "sign_in",
			seed: func(s *scene) func() {
				s.signedOut()
				off := s.fault("token_500")
				if got := s.run("sign-in", "--json"); got.problem(s.t) != "token_server_error" {
					s.t.Fatalf("sign-in: %s", got.out)
				}
				return off
			},
		},
	}
}

// failedSignIn is one that failed by a fault of the provider, which shows in
// nothing else.
func failedSignIn(fault, code string) cause {
	return cause{
		name: "sign-in: " + fault, code: code, link: linkSession, fix: "sign_in",
		seed: func(s *scene) func() {
			s.signedOut()
			off := s.fault(fault)
			if got := s.run("sign-in", "--json"); got.problem(s.t) != code {
				s.t.Fatalf("sign-in: %s", got.out)
			}
			return func() { off(); s.does("latchkey sign-in") }
		},
	}
}

// comingCauses are sign-ins to which another person came, another answer or nobody.
func comingCauses() []cause {
	return []cause{
		{
			name: "sign-in: somebody else came", code: "wrong_account", link: linkSession, fix: "sign_in_other",
			seed: func(s *scene) func() {
				s.signedOut()
				if got := s.run("sign-in", "--account", "eva.lindqvist@example.com", "--json"); got.problem(s.t) != "wrong_account" {
					s.t.Fatalf("sign-in: %s", got.out)
				}
				return nil
			},
		},
		{
			name: "sign-in: the browser's answer was for another one", code: "state_mismatch", link: linkSession, fix: "sign_in",
			seed: func(s *scene) func() {
				s.signedOut()
				off := s.fault("wrong_state")
				if got := s.run("sign-in", "--timeout", "2s", "--json"); got.problem(s.t) != "state_mismatch" {
					s.t.Fatalf("sign-in: %s", got.out)
				}
				return func() { off(); s.does("latchkey sign-in") }
			},
		},
		{
			name: "sign-in: nobody came", code: "wait_timeout", link: linkSession, fix: "sign_in",
			seed: func(s *scene) func() {
				s.signedOut()
				if got := s.run("sign-in", "--no-browser", "--timeout", "1s", "--json"); got.problem(s.t) != "wait_timeout" {
					s.t.Fatalf("sign-in: %s", got.out)
				}
				return nil
			},
		},
	}
}

// aboutToEnd is signed in with an access token that is to be renewed at once.
func (s *scene) aboutToEnd() {
	s.t.Helper()
	s.signedOutWith(demoidp.Options{AccessLifetime: 20 * time.Second})
	s.must(0, "sign-in")
}

// renewalCauses are tokens that have ended, or that nobody accepts any more.
func renewalCauses() []cause {
	row := func(fault, code, fix string) cause {
		return cause{
			name: "renewal: " + fault, seed: withFault(fault, (*scene).aboutToEnd), code: code, link: linkToken, fix: fix, renews: true,
		}
	}
	// What a renewal brings is found by the one who tries it: the token to renew
	// with is used up then, so each looks at a home of its own.
	spent := func(fault, code string) cause {
		one := row(fault, code, "sign_in")
		one.anew = true
		one.seed = func(s *scene) func() {
			s.aboutToEnd()
			off := s.fault(fault)
			return func() { off(); s.does("latchkey sign-in") }
		}
		return one
	}
	return []cause{
		row("refresh_500", "refresh_server_error", "wait"),
		{
			name: "token: the person's details are somebody else's", code: "userinfo_subject", link: linkToken, fix: "sign_in",
			seed: withFault("foreign_subject_userinfo", (*scene).signedIn),
		},
		{
			name: "token: it is taken nowhere, however new", code: "sign_in_needed", link: linkRight, fix: "sign_in",
			seed: withFault("rights_401", (*scene).signedIn),
		},
		spent("refresh_foreign_subject", "renewed_subject"),
		spent("refresh_invalid_grant", "sign_in_needed"),
	}
}

// endedCauses are sessions that the provider has ended.
func endedCauses() []cause {
	return []cause{
		{
			name: "session: a renewal was refused before", code: "sign_in_needed", link: linkSession, fix: "sign_in",
			seed: func(s *scene) func() {
				s.signedIn()
				if err := s.server.Control().EndSessions("mila"); err != nil {
					s.t.Fatal(err)
				}
				s.must(3, "token", "--min-validity", "10h")
				return nil
			},
		},
		{
			name: "token: the provider ended the session", code: "sign_in_needed", link: linkToken, fix: "sign_in", renews: true,
			seed: func(s *scene) func() {
				s.signedIn()
				if err := s.server.Control().EndSessions("mila"); err != nil {
					s.t.Fatal(err)
				}
				return nil
			},
		},
	}
}

// wholeProviderCauses are a provider of which nothing answers as it should.
func wholeProviderCauses() []cause {
	return []cause{
		{
			name: "provider: everything answers 503", code: "discovery_server_error", link: linkNetwork, fix: "wait",
			seed: func(s *scene) func() {
				s.signedIn()
				s.server.Control().Down(true)
				return func() { s.server.Control().Down(false) }
			},
		},
		{
			name: "provider: every connection is closed", code: "server_unreachable", link: linkNetwork, fix: "wait",
			seed: func(s *scene) func() {
				s.signedIn()
				s.server.Control().Refuse(true)
				return func() { s.server.Control().Refuse(false) }
			},
		},
		{
			name: "provider: nobody listens there", code: "server_unreachable", link: linkNetwork, fix: "wait",
			seed: func(s *scene) func() {
				s.signedIn()
				address := s.server.Issuer()[len("http://"):]
				if err := s.server.Close(); err != nil {
					s.t.Fatal(err)
				}
				return func() { s.again(address) }
			},
		},
	}
}

// again starts a provider where one was.
func (s *scene) again(address string) {
	s.t.Helper()
	server, err := demoidp.Start(s.t.Context(), demoidp.Options{Addr: address})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = server.Close() })
	s.server = server
}
