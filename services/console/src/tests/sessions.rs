use clock::RealClock;
use jiff::{SignedDuration, Timestamp};
use testkit::{Bench, engines};

use super::*;
use crate::auth::commands::OpenSession;
use crate::auth::sessions::Sessions;
use crate::auth::token::TokenHash;
use crate::store::users::{self, User};

struct Enter(User);

impl Command for Enter {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let now = work.recorded();
        users::insert(work, &self.0, "$argon2id$none", now).await
    }
}

#[tokio::test]
async fn a_session_idles_out_after_thirty_minutes_and_looking_does_not_count_as_use() {
    for kind in engines() {
        let bench = Bench::new(kind, Service::Console, crate::store::MIGRATIONS).await;
        let begun = RealClock::system().now();
        let (real, now) = RealClock::manual(begun);
        let later = |minutes: i64| -> Timestamp { begun + SignedDuration::from_mins(minutes) };
        let user = User {
            id: testkit::ids().mint(),
            username: "router".into(),
            display_name: "测试员".into(),
            roles: [Role::Router].into(),
            person_id: None,
            unit_id: None,
            active: true,
            version: 1,
        };
        bench.writer.run(Enter(user.clone())).await.unwrap();
        let token = TokenHash::of("token");
        bench.writer.run(OpenSession { user: user.clone(), token }).await.unwrap();
        let sessions = Sessions::new(bench.store().clone(), bench.writer.clone(), real);
        assert_eq!(sessions.user(token).await.unwrap().as_deref(), Some(&user));
        // Used at 20 minutes: alive at 45, although it began more than 30 minutes ago.
        *now.lock().unwrap() = later(20);
        assert!(sessions.user(token).await.unwrap().is_some());
        *now.lock().unwrap() = later(45);
        assert!(sessions.recheck(token).await.unwrap().is_some());
        *now.lock().unwrap() = later(51);
        assert!(sessions.recheck(token).await.unwrap().is_none(), "an open page is no use of the session");
        assert!(sessions.user(token).await.unwrap().is_none());
        assert!(sessions.user(TokenHash::of("another")).await.unwrap().is_none());
    }
}
