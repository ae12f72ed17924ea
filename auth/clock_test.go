package auth_test

import (
	"errors"
	"testing"
	"time"

	"latchkey/auth"
)

// theirs runs a provider whose clock is off from ours, and says so in its answers.
func theirs(t *testing.T, off time.Duration) (*faultProvider, *fakeTime, *auth.Client) {
	t.Helper()
	p, clock := newFaultProvider(t), &fakeTime{now: time.Now().Truncate(time.Second)}
	p.Now = func() time.Time { return clock.Now().Add(off) }
	p.Date = p.Now
	return p, clock, p.client(t, func(_ *auth.Provider, cfg *auth.Config) { cfg.Now = clock.Now })
}

// A wrong clock of this computer is named, and excuses nothing else.
func TestAWrongClockIsNamed(t *testing.T) {
	t.Parallel()
	const hour = time.Hour
	for _, c := range []struct {
		name   string
		off    time.Duration // of the provider's clock
		date   time.Duration // what it says beside that
		claims map[string]time.Duration
		check  string
		skew   time.Duration
	}{
		{"right", 0, 0, nil, "", 0},
		{"within the leeway", 4 * time.Minute, 0, nil, "", 0},
		{"ours is ahead", -3 * hour, 0, nil, auth.CheckClockSkew, 3 * hour},
		{"ours is behind", 3 * hour, 0, nil, auth.CheckClockSkew, -3 * hour},
		{"ours is ahead, and the token is old", -3 * hour, 0, map[string]time.Duration{"exp": -hour, "iat": -2 * hour}, auth.CheckExpired, 0},
		{"ours is behind, and the token is from tomorrow", 3 * hour, 0, map[string]time.Duration{"iat": 24 * hour}, auth.CheckIssuedAt, 0},
		{"an old token under a false date", 0, -3 * hour, map[string]time.Duration{"exp": -10 * hour}, auth.CheckExpired, 0},
		{"ours is ahead, and the token is another person's", -3 * hour, 0, map[string]time.Duration{"other": 0}, auth.CheckAudience, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, _, client := theirs(t, c.off)
			p.Date = func() time.Time { return p.Now().Add(c.date) }
			p.Claims = func(claims map[string]any) {
				for name, when := range c.claims {
					claims[name] = p.Now().Add(when).Unix()
				}
				if _, other := c.claims["other"]; other {
					claims["aud"] = "other"
				}
			}
			_, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
			if checkOf(err) != c.check || (err != nil) != (c.check != "") {
				t.Fatalf("got %v", err)
			}
			var failed *auth.SecurityError
			if errors.As(err, &failed) && failed.Skew != c.skew {
				t.Errorf("ahead by %v, want %v", failed.Skew, c.skew)
			}
		})
	}
}

// The old refresh token is spent: a renewal goes by the provider's clock where
// ours is wrong, and by nothing less.
func TestARenewalSurvivesAWrongClock(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, check string
		claims      map[string]time.Duration // from the provider's time
	}{
		{"all is well", "", nil},
		{"older than the one before", auth.CheckIssuedAt, map[string]time.Duration{"iat": -time.Hour}},
		{"expired at the provider as well", auth.CheckExpired, map[string]time.Duration{"exp": -time.Hour}},
		{"from the provider's tomorrow", auth.CheckIssuedAt, map[string]time.Duration{"iat": 24 * time.Hour}},
		{"another auth_time", auth.CheckRenewedAuthTime, map[string]time.Duration{"auth_time": -time.Hour}},
	} {
		for direction, jump := range map[string]time.Duration{"ahead": 26 * time.Hour, "behind": -26 * time.Hour} {
			t.Run(c.name+", "+direction, func(t *testing.T) {
				t.Parallel()
				p, clock, client := theirs(t, 0)
				grant, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
				if err != nil {
					t.Fatal(err)
				}
				right, signedIn := clock.Now(), grant.Identity.AuthTime.Unix()
				p.Now = func() time.Time { return right }
				p.Date = p.Now
				clock.After(jump)
				p.Claims = func(claims map[string]any) {
					claims["auth_time"] = signedIn
					for name, when := range c.claims {
						claims[name] = right.Add(when).Unix()
					}
				}
				fresh, err := client.Refresh(testContext(t), grant.Tokens, grant.Identity)
				if checkOf(err) != c.check || (err != nil) != (c.check != "") {
					t.Fatalf("got %v", err)
				}
				if err == nil && fresh.ID.Equal(grant.Tokens.ID) {
					t.Error("the new ID token was dropped")
				}
			})
		}
	}
}

// Only the provider tells the time, and no cache does.
func TestWhoTellsTheTime(t *testing.T) {
	t.Parallel()
	p, _, client := theirs(t, -time.Hour)
	if _, known := client.ClockSkew(); known {
		t.Error("the time is known before anybody was asked")
	}
	p.Override["/rights"] = gateway(200, "Date", "Mon, 01 Jan 2035 00:00:00 GMT")
	if _, err := client.GetResource(testContext(t), auth.Tokens{Access: auth.NewSecret("a")}, auth.ResourceRequest{URL: p.URL + "/rights"}); err != nil {
		t.Fatal(err)
	}
	if _, known := client.ClockSkew(); known {
		t.Error("a resource told the time")
	}
	if _, err := client.Discover(testContext(t)); err != nil {
		t.Fatal(err)
	}
	if skew, known := client.ClockSkew(); !known || skew != time.Hour {
		t.Errorf("ahead by %v", skew)
	}
}

// Where a cache stands in front and hides itself, only a POST tells the time.
func TestOnlyAnswersToPostsProveTheTime(t *testing.T) {
	t.Parallel()
	p, _, client := theirs(t, -time.Hour)
	if _, err := client.Discover(testContext(t)); err != nil {
		t.Fatal(err)
	}
	if _, known := client.ProvenSkew(); known {
		t.Error("a GET proved the time")
	}
	p.Override["/evaluate"] = answerWith(200, "application/json", "{}")
	if _, err := client.PostResource(testContext(t), auth.Tokens{Access: auth.NewSecret("a")}, auth.ResourceRequest{URL: p.URL + "/evaluate"}); err != nil {
		t.Fatal(err)
	}
	if _, known := client.ProvenSkew(); known {
		t.Error("a resource proved the time")
	}
	p.Override["/token"] = answerWith(400, "application/json", `{"error":"invalid_grant"}`)
	if _, err := client.Refresh(testContext(t), auth.Tokens{Refresh: auth.NewSecret("a")}, auth.Identity{}); !errors.Is(err, auth.ErrSignInNeeded) {
		t.Fatal(err)
	}
	p.Date = func() time.Time { return time.Now().Add(-5 * time.Hour) }
	if _, err := p.client(t, nil).Discover(testContext(t)); err != nil {
		t.Fatal(err)
	}
	if skew, known := client.ProvenSkew(); !known || skew != time.Hour {
		t.Errorf("ahead by %v, %v", skew, known)
	}
}
