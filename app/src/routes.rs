//! Which address shows which page.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{ParamSegment, SsrMode, StaticSegment};

use crate::pages::account::{ErasePage, LinkPage, MinePage, SaveByMailPage, SentPage, SignInPage};
use crate::pages::agency::{
    CaseloadPage, ClientAnswersPage, ClientPage, NewClientPage, PosterPage, ProfilePage, RequestPage,
    RequestsPage, SheetPage, StaffPage,
};
use crate::pages::business::{
    AfterwardsPage, AskPage, AskedAfterwardsPage, CheckPage, CodeLinkPage, ComeBackPage, ConfirmPage,
    EndedPage, HistoryPage, HomePage, KeyingPage, LatePage, LaterPage, NoticesPage, NoticesSentPage, OwnPage,
    PaperPage, QuestionPage, ResultPage, ResumePage, SharePage, StartPage, UnsubscribePage,
};
use crate::pages::office::{
    AgenciesPage as OfficeAgenciesPage, AgencyPage, AuditPage, DraftPage, DraftsPage, FittingBusinessesPage,
    FittingMenusPage, FreshnessPage, FunnelPage, GapPage, GapsPage, IndicatorPage, MailPage, MenuTablePage,
    MenuTablesPage, OfficePage, PlanEntryPage, PlanPage, ResponsesPage, RosterPage, ToldPage, WarningsPage,
};
use crate::pages::public::{
    AgenciesPage, CasePage, CasesPage, HowToPage, InterfacePage, MenuPage, MenusPage, NotFoundPage,
    OpenDataPage, PrivacyPage, RefusedPage, WhyPage,
};
use crate::pages::staff::{
    AppPage, CodePage, CodesPage, ConfirmPage as ConfirmStaffPage, EnrolPage, OwnPage as OwnSessionsPage,
    PasswordPage, SignInPage as StaffSignInPage, SignOnPage, SignedOnPage,
};

/// All pages. Every route with data is rendered whole before it is sent (`SsrMode::Async`).
#[component]
pub fn Pages() -> impl IntoView {
    let whole = SsrMode::Async;
    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=StaticSegment("") view=HomePage ssr=whole.clone() />
                <Route path=(StaticSegment("diagnosis"), ParamSegment("key")) view=ResumePage ssr=whole.clone() />
                <Route
                    path=(StaticSegment("diagnosis"), ParamSegment("key"), StaticSegment("check"))
                    view=CheckPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("diagnosis"), ParamSegment("key"), StaticSegment("result"))
                    view=ResultPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("diagnosis"), ParamSegment("key"), StaticSegment("keying"))
                    view=KeyingPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("diagnosis"), ParamSegment("key"), StaticSegment("later"))
                    view=LaterPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("diagnosis"), ParamSegment("key"), StaticSegment("afterwards"))
                    view=AfterwardsPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("diagnosis"), ParamSegment("key"), StaticSegment("history"))
                    view=HistoryPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("diagnosis"), ParamSegment("key"), StaticSegment("notices"))
                    view=NoticesPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("diagnosis"), ParamSegment("key"), StaticSegment("share"))
                    view=SharePage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("diagnosis"), ParamSegment("key"), StaticSegment("ask"))
                    view=AskPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("diagnosis"), ParamSegment("key"), StaticSegment("mail"))
                    view=SaveByMailPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("diagnosis"), ParamSegment("key"), ParamSegment("question"))
                    view=QuestionPage
                    ssr=whole.clone()
                />
                <Route path=StaticSegment("paper") view=PaperPage ssr=whole.clone() />
                <Route path=StaticSegment("resume") view=ComeBackPage ssr=whole.clone() />
                <Route
                    path=(StaticSegment("resume"), ParamSegment("code"))
                    view=CodeLinkPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("notices"), StaticSegment("sent"))
                    view=NoticesSentPage
                    ssr=whole.clone()
                />
                <Route path=(StaticSegment("notices"), StaticSegment("ended")) view=EndedPage ssr=whole.clone() />
                <Route path=(StaticSegment("notices"), StaticSegment("late")) view=LatePage ssr=whole.clone() />
                <Route
                    path=(StaticSegment("notices"), StaticSegment("confirm"), ParamSegment("token"))
                    view=ConfirmPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("notices"), StaticSegment("unsubscribe"), ParamSegment("token"))
                    view=UnsubscribePage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("notices"), ParamSegment("token"), StaticSegment("afterwards"))
                    view=AskedAfterwardsPage
                    ssr=whole.clone()
                />
                <Route path=(StaticSegment("notices"), ParamSegment("token")) view=OwnPage ssr=whole.clone() />
                <Route path=StaticSegment("me") view=MinePage ssr=whole.clone() />
                <Route path=(StaticSegment("me"), StaticSegment("sign-in")) view=SignInPage ssr=whole.clone() />
                <Route path=(StaticSegment("me"), StaticSegment("sent")) view=SentPage ssr=whole.clone() />
                <Route path=(StaticSegment("me"), StaticSegment("delete")) view=ErasePage ssr=whole.clone() />
                <Route
                    path=(StaticSegment("me"), StaticSegment("link"), ParamSegment("token"))
                    view=LinkPage
                    ssr=whole.clone()
                />
                <Route path=StaticSegment("menus") view=MenusPage ssr=whole.clone() />
                <Route path=(StaticSegment("menus"), ParamSegment("id")) view=MenuPage ssr=whole.clone() />
                <Route
                    path=(StaticSegment("menus"), ParamSegment("id"), StaticSegment("why"))
                    view=WhyPage
                    ssr=whole.clone()
                />
                <Route path=StaticSegment("cases") view=CasesPage ssr=whole.clone() />
                <Route path=(StaticSegment("cases"), ParamSegment("id")) view=CasePage ssr=whole.clone() />
                <Route path=StaticSegment("agencies") view=AgenciesPage ssr=whole.clone() />
                <Route path=(StaticSegment("start"), ParamSegment("code")) view=StartPage ssr=whole.clone() />
                <Route path=StaticSegment("privacy") view=PrivacyPage ssr=whole.clone() />
                <Route path=StaticSegment("api") view=InterfacePage ssr=whole.clone() />
                <Route path=StaticSegment("open-data") view=OpenDataPage ssr=whole.clone() />
                <Route
                    path=(StaticSegment("open-data"), StaticSegment("how-to"))
                    view=HowToPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("staff"), StaticSegment("sign-in"))
                    view=StaffSignInPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("staff"), StaticSegment("code"))
                    view=CodePage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("staff"), StaticSegment("sign-on"))
                    view=SignOnPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("staff"), StaticSegment("signed-on"))
                    view=SignedOnPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("staff"), StaticSegment("codes"))
                    view=CodesPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("staff"), StaticSegment("sessions"))
                    view=OwnSessionsPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("staff"), StaticSegment("password"))
                    view=PasswordPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("staff"), StaticSegment("app"))
                    view=AppPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("staff"), StaticSegment("confirm"))
                    view=ConfirmStaffPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("staff"), StaticSegment("enrol"), ParamSegment("token"))
                    view=EnrolPage
                    ssr=whole.clone()
                />
                <Route path=StaticSegment("agency") view=CaseloadPage ssr=whole.clone() />
                <Route path=(StaticSegment("agency"), StaticSegment("new")) view=NewClientPage ssr=whole.clone() />
                <Route
                    path=(StaticSegment("agency"), StaticSegment("clients"), ParamSegment("id"))
                    view=ClientPage
                    ssr=whole.clone()
                />
                <Route
                    path=(
                        StaticSegment("agency"),
                        StaticSegment("clients"),
                        ParamSegment("id"),
                        StaticSegment("answers"),
                    )
                    view=ClientAnswersPage
                    ssr=whole.clone()
                />
                <Route
                    path=(
                        StaticSegment("agency"),
                        StaticSegment("clients"),
                        ParamSegment("id"),
                        StaticSegment("sheet"),
                    )
                    view=SheetPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("agency"), StaticSegment("profile"))
                    view=ProfilePage
                    ssr=whole.clone()
                />
                <Route path=(StaticSegment("agency"), StaticSegment("staff")) view=StaffPage ssr=whole.clone() />
                <Route
                    path=(StaticSegment("agency"), StaticSegment("poster"))
                    view=PosterPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("office"), StaticSegment("agencies"))
                    view=OfficeAgenciesPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("office"), StaticSegment("agencies"), ParamSegment("id"))
                    view=AgencyPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("agency"), StaticSegment("requests"))
                    view=RequestsPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("agency"), StaticSegment("requests"), ParamSegment("id"))
                    view=RequestPage
                    ssr=whole.clone()
                />
                <Route path=(StaticSegment("office"), StaticSegment("staff")) view=RosterPage ssr=whole.clone() />
                <Route path=StaticSegment("office") view=OfficePage ssr=whole.clone() />
                <Route path=(StaticSegment("office"), StaticSegment("gaps")) view=GapsPage ssr=whole.clone() />
                <Route
                    path=(StaticSegment("office"), StaticSegment("gaps"), ParamSegment("pain"))
                    view=GapPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("office"), StaticSegment("indicators"), ParamSegment("id"))
                    view=IndicatorPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("office"), StaticSegment("freshness"))
                    view=FreshnessPage
                    ssr=whole.clone()
                />
                <Route path=(StaticSegment("office"), StaticSegment("funnel")) view=FunnelPage ssr=whole.clone() />
                <Route path=(StaticSegment("office"), StaticSegment("plan")) view=PlanPage ssr=whole.clone() />
                <Route
                    path=(StaticSegment("office"), StaticSegment("plan"), ParamSegment("indicator"))
                    view=PlanEntryPage
                    ssr=whole.clone()
                />
                <Route path=(StaticSegment("office"), StaticSegment("mail")) view=MailPage ssr=whole.clone() />
                <Route
                    path=(StaticSegment("office"), StaticSegment("warnings"))
                    view=WarningsPage
                    ssr=whole.clone()
                />
                <Route path=(StaticSegment("office"), StaticSegment("audit")) view=AuditPage ssr=whole.clone() />
                <Route path=(StaticSegment("office"), StaticSegment("drafts")) view=DraftsPage ssr=whole.clone() />
                <Route
                    path=(StaticSegment("office"), StaticSegment("drafts"), ParamSegment("id"))
                    view=DraftPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("office"), StaticSegment("menus-table"))
                    view=MenuTablesPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("office"), StaticSegment("menus-table"), ParamSegment("id"))
                    view=MenuTablePage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("office"), StaticSegment("responses"))
                    view=ResponsesPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("office"), StaticSegment("afterwards"))
                    view=ToldPage
                    ssr=whole.clone()
                />
                <Route
                    path=(StaticSegment("office"), StaticSegment("menus"))
                    view=FittingMenusPage
                    ssr=whole.clone()
                />
                <Route
                    path=(
                        StaticSegment("office"),
                        StaticSegment("menus"),
                        ParamSegment("id"),
                        StaticSegment("businesses"),
                    )
                    view=FittingBusinessesPage
                    ssr=whole.clone()
                />
                <Route path=(StaticSegment("refused"), ParamSegment("code")) view=RefusedPage ssr=whole />
            </Routes>
        </Router>
    }
}
