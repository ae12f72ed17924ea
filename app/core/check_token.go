package core

import "latchkey/app/doctor"

func (d *diagnosis) tokenChecks() []doctor.Check { return nil }
