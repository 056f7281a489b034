//! Accounts and sessions: names, the last administrator, one-time links, and sign-out on the server.

use std::time::Duration;

use tidings_model::user::{NewUser, Role, User};
use tidings_store::account::AccountChange;
use tidings_store::one_time_link::{LinkState, LinkUse};

use crate::fixture::{Bench, on_every_database};

pub(crate) fn new_user(name: &str, role: Role) -> NewUser {
    NewUser { name: name.to_owned(), password_hash: format!("hash of {name}"), role }
}

pub(crate) async fn user(bench: &Bench, name: &str, role: Role) -> User {
    bench.store.create_user(&new_user(name, role)).await.unwrap().unwrap()
}

#[test]
fn a_name_is_taken_without_regard_to_case() {
    on_every_database(|bench| async move {
        let ada = user(&bench, "Ada", Role::Reader).await;
        assert_eq!(bench.store.create_user(&new_user(" aDA ", Role::Editor)).await.unwrap(), None);
        assert_eq!(bench.store.user_by_name("ADA").await.unwrap(), Some(ada.clone()));
        let credentials = bench.store.credentials("ada").await.unwrap().unwrap();
        assert_eq!(credentials.password_hash, "hash of Ada");
        assert!(!format!("{credentials:?}").contains("hash of"));
        assert_eq!(bench.store.users().await.unwrap(), vec![ada]);
        assert_eq!(bench.store.credentials("nobody").await.unwrap(), None);
    });
}

#[test]
fn the_last_administrator_cannot_be_removed_or_demoted() {
    on_every_database(|bench| async move {
        let store = &bench.store;
        let (ada, bob) =
            (user(&bench, "Ada", Role::Administrator).await, user(&bench, "Bob", Role::Reader).await);
        assert_eq!(store.set_role(ada.id, Role::Editor).await.unwrap(), AccountChange::LastAdministrator);
        assert_eq!(store.close_user(ada.id).await.unwrap(), AccountChange::LastAdministrator);
        assert_eq!(store.set_role(bob.id, Role::Administrator).await.unwrap(), AccountChange::Done);
        assert_eq!(store.close_user(ada.id).await.unwrap(), AccountChange::Done);
        assert_eq!(store.close_user(ada.id).await.unwrap(), AccountChange::Missing);
        assert_eq!(store.close_user(bob.id).await.unwrap(), AccountChange::LastAdministrator);
    });
}

#[test]
fn two_administrators_who_leave_at_the_same_moment_leave_one() {
    on_every_database(|bench| async move {
        let (ada, bob) =
            (user(&bench, "Ada", Role::Administrator).await, user(&bench, "Bob", Role::Administrator).await);
        let (one, other) =
            tokio::join!(bench.store.close_user(ada.id), bench.store.set_role(bob.id, Role::Reader));
        let outcomes = [one.unwrap(), other.unwrap()];
        assert!(
            outcomes.contains(&AccountChange::Done) && outcomes.contains(&AccountChange::LastAdministrator)
        );
    });
}

#[test]
fn a_one_time_link_makes_one_account_of_its_own_role() {
    on_every_database(|bench| async move {
        let store = &bench.store;
        let until = bench.now().plus(Duration::from_hours(1));
        store.make_one_time_link("token", Role::Moderator, until).await.unwrap();
        assert_eq!(store.one_time_link("token").await.unwrap(), LinkState::Open(Role::Moderator));
        user(&bench, "Ada", Role::Reader).await;
        let taken = store.use_one_time_link("token", &new_user("ada", Role::Administrator)).await.unwrap();
        assert_eq!(taken, LinkUse::NameTaken);
        let made = store.use_one_time_link("token", &new_user("Bob", Role::Administrator)).await.unwrap();
        assert!(matches!(made, LinkUse::Made(user) if user.role == Role::Moderator));
        let again = store.use_one_time_link("token", &new_user("Eve", Role::Administrator)).await.unwrap();
        assert_eq!(again, LinkUse::Over(LinkState::Used));
        assert_eq!(store.one_time_link("token").await.unwrap(), LinkState::Used);
        assert_eq!(store.one_time_link("never").await.unwrap(), LinkState::Unknown);
        store.make_one_time_link("old", Role::Reader, until).await.unwrap();
        bench.clock.advance(Duration::from_hours(2));
        assert_eq!(store.one_time_link("old").await.unwrap(), LinkState::Expired);
        let late = store.use_one_time_link("old", &new_user("Eve", Role::Reader)).await.unwrap();
        assert_eq!(late, LinkUse::Over(LinkState::Expired));
    });
}

#[test]
fn one_link_used_by_many_at_once_makes_one_account() {
    on_every_database(|bench| async move {
        let until = bench.now().plus(Duration::from_hours(1));
        bench.store.make_one_time_link("token", Role::Administrator, until).await.unwrap();
        let mut visitors = tokio::task::JoinSet::new();
        for number in 0..8 {
            let store = bench.store.clone();
            visitors.spawn(async move {
                let new = new_user(&format!("Visitor {number}"), Role::Administrator);
                store.use_one_time_link("token", &new).await.unwrap()
            });
        }
        let outcomes = visitors.join_all().await;
        assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, LinkUse::Made(_))).count(), 1);
        assert_eq!(bench.store.users().await.unwrap().len(), 1);
    });
}

#[test]
fn a_session_ends_by_sign_out_by_time_and_with_its_account() {
    on_every_database(|bench| async move {
        let store = &bench.store;
        let ada = user(&bench, "Ada", Role::Reader).await;
        let until = bench.now().plus(Duration::from_hours(1));
        for token in ["one", "two", "three"] {
            assert!(store.create_session(token, ada.id, until).await.unwrap().is_some());
        }
        assert_eq!(store.session("one", bench.now()).await.unwrap().unwrap().user, ada);
        assert_eq!(store.session("one", until).await.unwrap(), None);
        store.end_session("one").await.unwrap();
        assert_eq!(store.session("one", bench.now()).await.unwrap(), None);
        assert!(store.session("two", bench.now()).await.unwrap().is_some());
        assert!(store.set_password(ada.id, "another hash").await.unwrap());
        assert_eq!(store.session("two", bench.now()).await.unwrap(), None);
        store.create_session("four", ada.id, until).await.unwrap();
        assert_eq!(store.close_user(ada.id).await.unwrap(), AccountChange::Done);
        assert_eq!(store.session("four", bench.now()).await.unwrap(), None);
        assert_eq!(store.create_session("five", ada.id, until).await.unwrap(), None);
        assert_eq!(store.credentials("Ada").await.unwrap(), None);
    });
}
