package browser

import (
	"errors"
	"testing"
)

// Look decides as Open does, so what it says of a computer is what would happen.
func TestLookingFindsWhatOpeningWould(t *testing.T) {
	t.Parallel()
	tries, openErr := systemTries()
	lookErr := Look()
	if (lookErr == nil) != (openErr == nil && len(tries) > 0) || lookErr != nil && !errors.Is(lookErr, ErrNoBrowser) {
		t.Errorf("look says %v, opening %v with %d openers", lookErr, openErr, len(tries))
	}
}
