package core

import (
	"context"
	"strings"
)

// pastRight finds a right that is not listed any more, but was: that it went is
// what a person asks about most. The history of differences knows it.
func (c *Core) pastRight(ctx context.Context, o WhyOptions) (subject, bool) {
	history, err := c.RightsHistory(ctx, o.Account)
	if err != nil { // without a history it was never known
		return subject{}, false
	}
	for _, difference := range history.Differences {
		for _, change := range difference.Changes {
			if right := change.Before; right != nil && (right.ID == o.Subject || strings.EqualFold(right.Name, o.Subject)) {
				return subject{right: right.ID, name: right.Name}, true
			}
		}
	}
	return subject{}, false
}

// Subject says what a name means that a person has given, without looking into
// it. Errors: *UnknownSubjectError, and those of the app catalogue.
func (c *Core) Subject(ctx context.Context, o WhyOptions) (SubjectAnswer, error) {
	about, err := c.subjectOf(ctx, o)
	return about.answer(), err
}
