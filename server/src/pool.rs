//! The threads that check reports.
//!
//! Checking is work for a processor and never runs on a thread that moves bytes. A fixed number of threads take pieces of
//! work from one queue, in the order of asking, so a long batch and a single call get their turns alike. A thread that
//! finds work waiting goes on without sleeping, and always works in the same memory: blocking threads of the runtime would
//! be woken in turn, one for every report. Work whose caller has gone away before its turn is passed over.
//!
//! The queue has no bound of its own; calls and items in flight are bounded before anything comes here.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::{io, thread};

use gouji_core::Engine;
use tokio::sync::oneshot;

use crate::status::Fault;

/// The engine and a bounded number of threads for it, which end with the last clone.
#[derive(Clone, Debug)]
pub(crate) struct Pool {
    engine: Arc<Engine>,
    desk: Arc<Desk>,
}

/// A piece of work.
type Job = Box<dyn FnOnce(&Engine) + Send>;

/// Where work is handed in.
#[derive(Debug)]
struct Desk(Arc<Queue>);

/// Work that waits.
#[derive(Debug, Default)]
struct Queue {
    state: Mutex<State>,
    /// Told when there is something to do for a thread that waits.
    arrived: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    /// Threads that wait for work.
    idle: usize,
    /// No further work will come.
    closed: bool,
}

impl Pool {
    /// Starts a pool of so many threads.
    ///
    /// # Errors
    ///
    /// When the system gives no thread.
    pub(crate) fn start(engine: Engine, threads: usize) -> io::Result<Self> {
        let (engine, queue) = (Arc::new(engine), Arc::new(Queue::default()));
        // Made first, so that the threads that did start end if a later one does not.
        let desk = Arc::new(Desk(Arc::clone(&queue)));
        for _ in 0..threads {
            let (engine, queue) = (Arc::clone(&engine), Arc::clone(&queue));
            thread::Builder::new().name("gouji-check".to_owned()).spawn(move || work(&engine, &queue))?;
        }
        Ok(Self { engine, desk })
    }

    /// The engine, for questions that cost nothing.
    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Runs one piece of work when its turn comes. A panic inside is a fault of the program, and of this work alone.
    pub(crate) async fn run<T: Send + 'static>(&self, work: impl FnOnce(&Engine) -> Result<T, Fault> + Send + 'static) -> Result<T, Fault> {
        let (answer, answered) = oneshot::channel();
        self.desk.0.push(Box::new(move |engine| {
            if !answer.is_closed() {
                // A caller that went away meanwhile wants no answer.
                let _ = answer.send(work(engine));
            }
        }));
        answered.await.unwrap_or(Err(Fault::Internal))
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.0.lock().closed = true;
        self.0.arrived.notify_all();
    }
}

impl Queue {
    fn push(&self, job: Job) {
        let mut state = self.lock();
        state.jobs.push_back(job);
        let waited_for = state.idle > 0;
        drop(state);
        if waited_for {
            self.arrived.notify_one();
        }
    }

    /// The next piece of work; `None` when there will be none.
    fn next(&self) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.jobs.pop_front() {
                return Some(job);
            }
            if state.closed {
                return None;
            }
            state.idle += 1;
            state = self.arrived.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.idle -= 1;
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing that panics is done under the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").field("waiting", &self.jobs.len()).field("idle", &self.idle).finish_non_exhaustive()
    }
}

/// What a thread does.
fn work(engine: &Engine, queue: &Queue) {
    while let Some(job) = queue.next() {
        // What is left of a job that panicked is its answer, which tells the caller by being dropped.
        let _ = catch_unwind(AssertUnwindSafe(|| job(engine)));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn pool(threads: usize) -> Pool {
        Pool::start(Engine::new(gouji_core::Limits::default()).unwrap(), threads).unwrap()
    }

    /// Keeps the one thread of a pool busy until the sender is used or dropped.
    fn occupied(pool: &Pool) -> (mpsc::Sender<()>, tokio::task::JoinHandle<Result<bool, Fault>>) {
        let (release, wait) = mpsc::channel::<()>();
        let (begun, begins) = mpsc::channel::<()>();
        let pool = pool.clone();
        let running = tokio::spawn(async move {
            let waiting = pool.run(move |_| {
                begun.send(()).unwrap();
                Ok(wait.recv().is_ok())
            });
            waiting.await
        });
        tokio::task::block_in_place(|| begins.recv()).unwrap();
        (release, running)
    }

    #[tokio::test]
    async fn a_panic_is_a_fault_and_frees_its_thread() {
        let pool = pool(1);
        let panicked: Result<(), _> = pool.run(|_| panic!("provoked")).await;
        assert!(matches!(panicked, Err(Fault::Internal)));
        assert_eq!(pool.run(|_| Ok(7)).await.unwrap(), 7);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn work_whose_caller_went_away_keeps_its_thread_until_it_ends() {
        let pool = pool(1);
        let (release, abandoned) = occupied(&pool);
        abandoned.abort();
        assert!(abandoned.await.unwrap_err().is_cancelled());
        let next = tokio::spawn(async move { pool.run(|_| Ok(7)).await });
        tokio::task::yield_now().await;
        assert!(!next.is_finished());
        release.send(()).unwrap();
        assert_eq!(next.await.unwrap().unwrap(), 7);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn work_whose_caller_went_away_before_its_turn_is_not_begun() {
        let pool = pool(1);
        let (release, first) = occupied(&pool);
        let (begun, begins) = mpsc::channel::<()>();
        let waiting = {
            let pool = pool.clone();
            tokio::spawn(async move { pool.run(move |_| Ok(begun.send(()).is_ok())).await })
        };
        while pool.desk.0.lock().jobs.is_empty() {
            tokio::task::yield_now().await;
        }
        waiting.abort();
        assert!(waiting.await.unwrap_err().is_cancelled());
        release.send(()).unwrap();
        assert!(first.await.unwrap().unwrap());
        assert_eq!(pool.run(|_| Ok(7)).await.unwrap(), 7);
        assert!(begins.recv().is_err(), "it was dropped unused");
    }

    #[tokio::test]
    async fn threads_end_with_the_last_clone() {
        let pool = pool(3);
        let queue = Arc::downgrade(&pool.desk.0);
        assert_eq!(pool.clone().run(|_| Ok(7)).await.unwrap(), 7);
        drop(pool);
        while queue.strong_count() > 0 {
            thread::yield_now();
        }
    }
}
