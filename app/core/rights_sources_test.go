package core_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

// newSourcesHome is a home whose provider tells the same rights in several ways.
func newSourcesHome(t *testing.T, sources ...string) *home {
	t.Helper()
	h := newHome(t)
	_, err := h.AddProvider(t.Context(), core.ProviderInput{
		ID: "demo", Name: "Demo", Issuer: h.server.Issuer(), ClientID: h.server.ClientID(), Replace: true,
		Scopes:    []string{"openid", "profile", "email", "offline_access", "entitlements"},
		RightsURL: h.server.RightsURL(), SCIMURL: h.server.SCIMURL(), AuthZENURL: h.server.AuthZENURL(),
		UMAAudience: h.server.UMAAudience(), RightsSources: sources,
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func allSources() []string {
	return []string{core.SourceEndpoint, core.SourceClaims, core.SourceSCIM, core.SourceAuthZEN, core.SourceUMA}
}

// granted are the ids that a source grants.
func granted(answer core.RightsAnswer, origin string) []string {
	found := map[string]bool{}
	for _, right := range answer.Rights {
		if right.State == "granted" && (origin == "" || right.Origin == origin) {
			found[right.ID] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func TestEverySourceAloneTellsTheSameGrantedRights(t *testing.T) {
	h := newSourcesHome(t, core.SourceEndpoint)
	h.signIn()
	first, err := h.Rights(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	want := granted(first, core.SourceEndpoint)
	if len(want) == 0 {
		t.Fatal("nothing is granted to begin with")
	}
	for _, source := range allSources()[1:] {
		t.Run(source, func(t *testing.T) {
			h := newSourcesHome(t, source)
			answer := h.signIn()
			if answer.RightsProblem != "" {
				t.Fatalf("problem %s", answer.RightsProblem)
			}
			got, err := h.Rights(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			ids := granted(got, source)
			for _, id := range want {
				if !slices.Contains(ids, id) {
					t.Errorf("%s does not tell %s: %v", source, id, ids)
				}
			}
			recheck, err := h.Recheck(t.Context(), core.RecheckOptions{}, nil)
			if err != nil || len(recheck.Gained)+len(recheck.Lost) > 0 {
				t.Fatalf("%v, gained %v, lost %v", err, recheck.Gained, recheck.Lost)
			}
			if !recheck.Fresh {
				t.Errorf("not proven fresh: %+v", recheck.Steps[1].Evidence)
			}
		})
	}
}

func TestOneSourceThatIsDownKeepsItsAgeBesideFreshOnes(t *testing.T) {
	for source, fault := range map[string]string{
		core.SourceEndpoint: demoidp.FaultRights500, core.SourceSCIM: demoidp.FaultSCIM500,
		core.SourceAuthZEN: demoidp.FaultAuthZEN500, core.SourceUMA: demoidp.FaultUMA500,
	} {
		t.Run(source, func(t *testing.T) {
			h := newSourcesHome(t, allSources()...)
			h.signIn()
			before := sourcesOf(t, h)
			h.clock.advance(time.Hour)
			h.fault(fault, true)
			answer, err := h.Recheck(t.Context(), core.RecheckOptions{MaxStep: core.StepRefetch}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if answer.Fresh || len(answer.Lost) > 0 {
				t.Errorf("fresh %v, lost %v", answer.Fresh, answer.Lost)
			}
			for name, now := range sourcesOf(t, h) {
				if aged := now.CheckedAt == before[name].CheckedAt; aged != (name == source) {
					t.Errorf("%s: checked at %v, before %v", name, now.CheckedAt, before[name].CheckedAt)
				}
			}
			for _, told := range answer.Sources {
				if (told.Problem != "") != (told.Source == source) {
					t.Errorf("%s: problem %q", told.Source, told.Problem)
				}
			}
		})
	}
}

func sourcesOf(t *testing.T, h *home) map[string]core.SourceAnswer {
	t.Helper()
	answer, err := h.Rights(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(answer.Sources) != len(allSources()) {
		t.Fatalf("sources %+v", answer.Sources)
	}
	byName := map[string]core.SourceAnswer{}
	for _, source := range answer.Sources {
		byName[source.Source] = source
	}
	return byName
}

func TestASourceThatTellsOfSomebodyElseEndsTheRecheckAndKeepsEverything(t *testing.T) {
	h := newSourcesHome(t, core.SourceEndpoint, core.SourceSCIM)
	h.signIn()
	before, err := h.Rights(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	h.fault(demoidp.FaultSCIMForeign, true)
	if _, err := h.Recheck(t.Context(), core.RecheckOptions{}, nil); exitOf(err) != core.ExitSecurity {
		t.Fatalf("recheck: %v", err)
	}
	after, err := h.Rights(t.Context(), "")
	if err != nil || after.CheckedAt != before.CheckedAt {
		t.Fatalf("%v, checked at %v, before %v", err, after.CheckedAt, before.CheckedAt)
	}
}

func TestACacheThatWasToldNotToAnswerIsAskedAround(t *testing.T) {
	h := newHome(t)
	h.signIn()
	h.fault(demoidp.FaultRightsCached, true)
	answer, err := h.Recheck(t.Context(), core.RecheckOptions{MaxStep: core.StepRefetch}, nil)
	if err != nil {
		t.Fatal(err)
	}
	evidence := answer.Steps[0].Evidence
	if len(evidence) != 2 || evidence[0].Fresh || evidence[0].AgeSeconds == nil || !evidence[1].Bypass || !evidence[1].Fresh || !answer.Fresh {
		t.Errorf("fresh %v, evidence %+v", answer.Fresh, evidence)
	}
}
