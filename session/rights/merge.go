package rights

import (
	"slices"
	"time"
)

// Answer merges what all sources said: their rights in order (one that two sources name stands twice), their invitations without
// repeats, subject, issuer and organization of the first part that names one. CheckedAt is the oldest part's. ValidUntil and
// OfflineUntil are the earliest of any part's, and zero when no part names one. For the answers of one source nothing differs
// from what that source said, except that CheckedAt is filled in. The zero Snapshot gives the zero Answer.
func (s Snapshot) Answer() Answer {
	if len(s.Parts) == 0 {
		return Answer{}
	}
	merged := Answer{Version: 1, Rights: s.allRights(), Pending: s.allPending()}
	var namesValid, namesOffline bool
	for i, part := range s.Parts {
		answer, times := part.Answer, part.times(s.Grace)
		if merged.Subject == "" {
			merged.Subject = answer.Subject
		}
		if merged.Issuer == "" {
			merged.Issuer = answer.Issuer
		}
		if merged.Organization == (Organization{}) {
			merged.Organization = answer.Organization
		}
		if i == 0 {
			merged.CheckedAt, merged.ValidUntil, merged.OfflineUntil = times.base, times.valid, times.offline
		}
		merged.CheckedAt = earlier(merged.CheckedAt, times.base)
		merged.ValidUntil = earlier(merged.ValidUntil, times.valid)
		merged.OfflineUntil = earlier(merged.OfflineUntil, times.offline)
		namesValid = namesValid || !answer.ValidUntil.IsZero()
		namesOffline = namesOffline || !answer.OfflineUntil.IsZero()
	}
	if !namesValid {
		merged.ValidUntil = time.Time{}
	}
	if !namesOffline {
		merged.OfflineUntil = time.Time{}
	}
	return merged
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func (s Snapshot) allRights() []Right {
	if len(s.Parts) == 1 && s.Parts[0].Answer.Rights != nil {
		return slices.Clip(s.Parts[0].Answer.Rights)
	}
	all := make([]Right, 0, s.Count())
	for _, part := range s.Parts {
		all = append(all, part.Answer.Rights...)
	}
	return all
}

func (s Snapshot) allPending() []Pending {
	all := []Pending{}
	seen := map[Pending]bool{}
	for _, part := range s.Parts {
		for _, pending := range part.Answer.Pending {
			if !seen[pending] {
				seen[pending] = true
				all = append(all, pending)
			}
		}
	}
	return all
}
