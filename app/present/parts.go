package present

// Tone is the state color of a part; the empty tone says nothing.
type Tone string

// The tones, as the theme names them.
const (
	ToneNone Tone = ""
	ToneGood Tone = "good"
	ToneWarn Tone = "warn"
	ToneBad  Tone = "bad"
	ToneInfo Tone = "info" // the accent: an invitation, a step of the person
)

// Sign is an icon of assets/icons (without ".svg") in a tone.
type Sign struct {
	Icon string
	Tone Tone
}

// Action names what a tap asks for; the window maps it to a core call or a page.
type Action string

// The actions. Argument of a Button or Link says what it is about.
const (
	DoNothing          Action = ""
	DoSignIn           Action = "sign_in"
	DoSignInFresh      Action = "sign_in_fresh"
	DoSignInOther      Action = "sign_in_other" // with another address
	DoUseCode          Action = "use_code"
	DoUseBrowser       Action = "use_browser"
	DoCancel           Action = "cancel"
	DoCopy             Action = "copy"       // Argument: the text
	DoOpenAgain        Action = "open_again" // Argument: the address
	DoPaste            Action = "paste"      // Argument: what was pasted
	DoOpenLink         Action = "open_link"  // Argument: the address
	DoSignOut          Action = "sign_out"   // Argument: account id
	DoResetSession     Action = "reset_session"
	DoResetRights      Action = "reset_rights"
	DoResetTicked      Action = "reset_ticked"
	DoResetAgain       Action = "reset_again" // what a reset left
	DoShowSteps        Action = "show_steps"  // Argument: the app's scope
	DoKnownApps        Action = "known_apps"
	DoUnlock           Action = "unlock"
	DoChooseStorage    Action = "choose_storage"
	DoMoveStorage      Action = "move_storage"
	DoApplyReset       Action = "apply_reset"
	DoRecheck          Action = "recheck"
	DoRecheckFurther   Action = "recheck_further" // Argument: the max step
	DoWriteMessage     Action = "write_message"   // to the administrator
	DoShowBrowsers     Action = "show_browsers"   // the browsers' cookies of the identity hosts
	DoResetBrowser     Action = "reset_browser"   // Argument: WithParents, or empty
	DoShowDetails      Action = "show_details"    // what is known about the access rights
	DoShowHistory      Action = "show_history"
	DoPrepare          Action = "prepare" // for a time offline
	DoShowRights       Action = "show_rights"
	DoShowApps         Action = "show_apps"
	DoShowHome         Action = "show_home"
	DoShowSettings     Action = "show_settings"
	DoChooseProvider   Action = "choose_provider"
	DoContinue         Action = "continue" // Argument: provider id, "other" or "demo"
	DoLookUp           Action = "look_up"
	DoTryAgain         Action = "try_again"
	DoUndo             Action = "undo"          // Argument: backup id
	DoShowFolder       Action = "show_folder"   // Argument: path
	DoRemoveBackup     Action = "remove_backup" // Argument: backup id
	DoShowAbout        Action = "show_about"
	DoForgetAccount    Action = "forget_account"  // Argument: account id
	DoDefaultAccount   Action = "default_account" // Argument: account id
	DoOpenTroubleshoot Action = "troubleshoot"    // Argument: symptom id, or empty
	DoAllSymptoms      Action = "all_symptoms"    // shows those too that few people have
	DoResetScope       Action = "reset_scope"     // Argument: a scope, such as that of an app
	DoCheckAll         Action = "check_all"
	DoCheckAgain       Action = "check_again"  // what was looked at, after something was done about it
	DoFix              Action = "fix"          // Argument: CheckPrefix and a check's id, WhyPrefix, or StepPrefix and a step's id
	DoWhy              Action = "why"          // Argument: an app or a right; empty: anything
	DoStepDone         Action = "step_done"    // Argument of these: the step's id
	DoStepSkip         Action = "step_skip"    //
	DoStepYes          Action = "step_yes"     //
	DoStepNo           Action = "step_no"      //
	DoStepSolved       Action = "step_solved"  //
	DoMakeReport       Action = "make_report"  // for support; nothing is written
	DoShowReportFile   Action = "report_file"  // Argument: a file of the report
	DoSaveReport       Action = "save_report"  //
	DoWriteLetter      Action = "write_letter" // for IT: which mail must get through
)

// ButtonKind is the look of a button.
type ButtonKind string

// The kinds of a button.
const (
	KindSecondary ButtonKind = "secondary"
	KindAccent    ButtonKind = "accent"
	KindText      ButtonKind = "text"
)

// Button is a tappable part. A disabled one has its reason in words elsewhere on the page.
type Button struct {
	Text     string
	Icon     string
	Kind     ButtonKind
	Action   Action
	Argument string
	Disabled bool
}

// Header is the top of a page; the accent button, when there is one, is last.
type Header struct {
	Sign     *Sign // nil: none
	Title    string
	Sentence string
	Buttons  []Button
}

// Banner is the one line under the header that matters now.
type Banner struct {
	Tone   Tone
	Icon   string
	Strong string // bold start
	Text   string // rest of the sentence
	After  string // bold end, for a date
	Button *Button
}

// KeyValue is a row of a card.
type KeyValue struct {
	Key    string
	Value  string
	Strong bool
}

// NumberedStep is one of the columns that say beforehand what will happen.
type NumberedStep struct {
	Number string
	Title  string
	Text   string
}

// Link is a row that is a target as a whole, or one with a button at its right.
type Link struct {
	Icon     string
	Text     string
	Caption  string
	Action   Action
	Argument string
	Button   *Button // nil: the row itself is the target, with a chevron
}

// LinkCard is a card of links with a small bold head.
type LinkCard struct {
	Title string
	Links []Link
}

// Empty is what a page shows instead of a list: nothing there, offline, or an error.
type Empty struct {
	Sign   Sign
	Title  string
	Text   string
	Button *Button
}

// StepState is how a step of a list stands.
type StepState string

// The states of a step.
const (
	StepDone    StepState = "done"
	StepSame    StepState = "same"    // done, and it made no difference
	StepFailed  StepState = "failed"  //
	StepCurrent StepState = "current" // bold, with its controls below
	StepTodo    StepState = "todo"
	StepSkipped StepState = "skipped"
	StepRunning StepState = "running"
	StepWarned  StepState = "warned" // a problem that keeps nobody from working
)

// Step is a row of a step list.
type Step struct {
	State    StepState
	Sign     Sign
	Text     string
	Evidence string // below the text
	Clock    string // at the right
}
