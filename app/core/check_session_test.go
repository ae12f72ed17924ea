package core_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session/vault"
)

func TestWhoNeverSignedInIsToldToSignIn(t *testing.T) {
	h := newHome(t)
	wantWorst(t, h.doctor(core.DoctorOptions{}), "signed-in", "fail", "not_signed_in", core.MendSignIn)
}

func TestTheLastAttemptIsToldUntilSomebodyHasSignedIn(t *testing.T) {
	h := newHome(t)
	h.fault(demoidp.FaultBadNonce, true)
	if _, err := h.SignIn(t.Context(), core.SignInOptions{}, nil); err == nil {
		t.Fatal("signed in")
	}
	h.fault(demoidp.FaultBadNonce, false)
	answer := h.doctor(core.DoctorOptions{})
	wantWorst(t, answer, "last-sign-in", "fail", "nonce", core.MendSignIn)
	if found := answer.Find("signed-in"); found.HiddenBy != "last-sign-in" {
		t.Errorf("signed-in: %s, hidden by %q", found.Result, found.HiddenBy)
	}
	h.signIn()
	wantHealthy(t, h.doctor(core.DoctorOptions{}))
	h.fault(demoidp.FaultBadNonce, true)
	if _, err := h.SignIn(t.Context(), core.SignInOptions{}, nil); err == nil {
		t.Fatal("signed in")
	}
	h.fault(demoidp.FaultBadNonce, false)
	wantHealthy(t, h.doctor(core.DoctorOptions{})) // the sign-in from before is still there
}

func TestWhoCameBackAsSomebodyElseIsToldToChooseTheAccount(t *testing.T) {
	h := newHome(t)
	if _, err := h.SignIn(t.Context(), core.SignInOptions{Account: "eva.lindqvist@example.com"}, nil); !errors.Is(err, core.ErrWrongAccount) {
		t.Fatalf("sign-in: %v", err)
	}
	wantWorst(t, h.doctor(core.DoctorOptions{}), "last-sign-in", "fail", "wrong_account", core.MendSignInOther)
}

func TestACancelledAttemptIsNoReason(t *testing.T) {
	h := newHome(t)
	ctx, cancel := context.WithCancel(t.Context())
	parts := h.Deps
	parts.Browser = func(context.Context, string) error { cancel(); return nil }
	if _, err := core.New(parts).SignIn(ctx, core.SignInOptions{}, nil); !errors.Is(err, context.Canceled) {
		t.Fatalf("sign-in: %v", err)
	}
	wantWorst(t, h.doctor(core.DoctorOptions{}), "signed-in", "fail", "not_signed_in", core.MendSignIn)
}

func TestAnInterruptedRenewalIsFound(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	h.killDuringRefresh(watched.Vault, true)
	wantWorst(t, h.doctor(core.DoctorOptions{}), "renewal", "fail", "renewal_interrupted", core.MendSignIn)
	wantWorst(t, h.doctor(core.DoctorOptions{}), "signed-in", "fail", "renewal_interrupted", core.MendSignIn)
}

func TestATokenThatHasEndedIsRenewedOnceAndKept(t *testing.T) {
	h := newHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	answer := h.doctor(core.DoctorOptions{})
	wantHealthy(t, answer)
	if found := answer.Find("renewal"); found.EvidenceCode != "renewed" {
		t.Errorf("renewal: %s %s", found.Result, found.EvidenceCode)
	}
	h.doctor(core.DoctorOptions{})
	if n := h.requests(demoidp.EndpointTokenRefresh); n != 1 {
		t.Errorf("%d renewals, want one", n)
	}
	h.wantAlive()
}

func TestARenewalIsProvenWhenItIsAskedFor(t *testing.T) {
	h := newHome(t)
	h.signIn()
	if found := h.doctor(core.DoctorOptions{Renew: true}).Find("renewal"); found.EvidenceCode != "renewed" {
		t.Errorf("renewal: %s %s", found.Result, found.EvidenceCode)
	}
	if n := h.requests(demoidp.EndpointTokenRefresh); n != 1 {
		t.Errorf("%d renewals, want one", n)
	}
	h.wantAlive()
}

// The answer to a renewal holds the only tokens that the provider still knows.
func TestADiagnosisThatIsStoppedKeepsTheAnswerToARenewal(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	parts := h.Deps
	parts.HTTP = roundTrip(func(r *http.Request) (*http.Response, error) {
		if isRefresh(r) {
			cancel()
		}
		return http.DefaultTransport.RoundTrip(r)
	})
	if _, err := core.New(parts).Diagnose(ctx, core.DoctorOptions{Only: []string{"renewal"}}, nil); !errors.Is(err, context.Canceled) {
		t.Fatalf("diagnose: %v", err)
	}
	answer, err := h.with(watched.Vault).Token(t.Context(), core.TokenOptions{})
	if err != nil || answer.Source != "cache" {
		t.Errorf("token afterwards: %v from %q", err, answer.Source)
	}
}

// isRefresh tells a renewal from the other requests to the same address.
func isRefresh(r *http.Request) bool {
	if r.Method != http.MethodPost || r.Body == nil {
		return false
	}
	text, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(text))
	return err == nil && bytes.Contains(text, []byte("grant_type=refresh_token"))
}

func TestASessionThatCannotBeRenewedIsFineUntilItsEnd(t *testing.T) {
	h := newHome(t)
	h.fault(demoidp.FaultNoRefreshToken, true)
	h.signIn()
	wantHealthy(t, h.doctor(core.DoctorOptions{Renew: true}))
	h.clock.advance(time.Hour)
	wantWorst(t, h.doctor(core.DoctorOptions{}), "signed-in", "fail", "sign_in_needed", core.MendSignIn)
}

func TestAnAccountThatIsNotHereIsSaid(t *testing.T) {
	h := newHome(t)
	h.signIn()
	found := h.doctor(core.DoctorOptions{Account: "nobody@example.com"}).Find("signed-in")
	if found.Result != "fail" || found.ProblemCode != "account_unknown" {
		t.Errorf("signed-in: %s %s", found.Result, found.ProblemCode)
	}
}

func TestSecretsInMemoryOnlyAreToldApart(t *testing.T) {
	h := newHome(t)
	h.signIn()
	h.Core = h.open(vault.Memory) // as another process would: what was kept in memory is gone
	answer := h.doctor(core.DoctorOptions{})
	wantWorst(t, answer, "tokens", "fail", "secrets_missing", core.MendSignIn)
	if found := answer.Find("storage-write"); found.Result != "pass" || found.Values["place"] != "memory" {
		t.Errorf("storage-write: %s %v", found.Result, found.Values)
	}
}

func TestASealedFileIsOpenedWithAPassphraseOnce(t *testing.T) {
	h := newHome(t)
	must(h, writeSealedSettings(h))
	asked := 0
	h.Core = h.open("")
	h.AskPassphraseWith(func(context.Context, core.PassphraseAsk) ([]byte, error) {
		asked++
		return []byte("correct horse battery staple"), nil
	})
	h.signIn()
	again := h.open("")
	again.AskPassphraseWith(func(context.Context, core.PassphraseAsk) ([]byte, error) {
		asked++
		return []byte("correct horse battery staple"), nil
	})
	h.Core, asked = again, 0
	wantHealthy(t, h.doctor(core.DoctorOptions{}))
	if asked != 1 {
		t.Errorf("asked %d times, want once", asked)
	}
	h.Core = h.open("") // and here nobody can be asked
	wantWorst(t, h.doctor(core.DoctorOptions{}), "storage", "fail", "storage_passphrase_needed", core.MendUnlock)
}

// The refresh token is used up by then, and what the server says of it is a
// consequence.
func TestAfterARenewalThatFailedACheckTheFirstCauseStays(t *testing.T) {
	h := newHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	h.fault(demoidp.FaultRefreshForeignSubject, true)
	wantWorst(t, h.doctor(core.DoctorOptions{}), "renewal", "fail", "renewed_subject", core.MendSignIn)
	h.fault(demoidp.FaultRefreshForeignSubject, false)
	if _, err := h.Token(t.Context(), core.TokenOptions{}); !errors.Is(err, core.ErrSignInNeeded) {
		t.Fatalf("token: %v", err)
	}
	answer := h.doctor(core.DoctorOptions{})
	wantWorst(t, answer, "signed-in", "fail", "renewed_subject", core.MendSignIn)
	if answer.Exit != core.ExitSecurity {
		t.Errorf("exit %d", answer.Exit)
	}
	h.signIn()
	wantHealthy(t, h.doctor(core.DoctorOptions{}))
	if err := h.server.Control().EndSessions("mila"); err != nil {
		t.Fatal(err)
	}
	h.clock.advance(time.Hour)
	h.wantSignInNeeded()
	wantWorst(t, h.doctor(core.DoctorOptions{}), "signed-in", "fail", "sign_in_needed", core.MendSignIn)
}
