//! The threads that check reports.
//!
//! Checking is work for a processor and never runs on a thread that moves bytes. Each piece of work takes one of a fixed
//! number of permits, in the order of asking, and then a blocking thread of the runtime; so a long batch and a single
//! call get their turns alike. The permit is given back when the work ends, even if nobody waits for it any longer.

use std::sync::Arc;

use gouji_core::Engine;
use tokio::sync::Semaphore;

use crate::status::Fault;

/// The engine and the right to use a bounded number of threads for it.
#[derive(Clone, Debug)]
pub(crate) struct Pool {
    engine: Arc<Engine>,
    permits: Arc<Semaphore>,
}

impl Pool {
    /// Makes a pool of so many threads.
    pub(crate) fn new(engine: Engine, threads: usize) -> Self {
        Self { engine: Arc::new(engine), permits: Arc::new(Semaphore::new(threads)) }
    }

    /// The engine, for questions that cost nothing.
    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Runs one piece of work when its turn comes. A panic inside is a fault of the program, and of this work alone.
    pub(crate) async fn run<T: Send + 'static>(&self, work: impl FnOnce(&Engine) -> Result<T, Fault> + Send + 'static) -> Result<T, Fault> {
        let Ok(permit) = Arc::clone(&self.permits).acquire_owned().await else { return Err(Fault::Internal) };
        let engine = Arc::clone(&self.engine);
        let working = tokio::task::spawn_blocking(move || {
            let result = work(&engine);
            drop(permit);
            result
        });
        working.await.unwrap_or(Err(Fault::Internal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(threads: usize) -> Pool {
        Pool::new(Engine::new(gouji_core::Limits::default()).unwrap(), threads)
    }

    #[tokio::test]
    async fn a_panic_is_a_fault_and_frees_its_thread() {
        let pool = pool(1);
        let panicked: Result<(), _> = pool.run(|_| panic!("provoked")).await;
        assert!(matches!(panicked, Err(Fault::Internal)));
        assert_eq!(pool.run(|_| Ok(7)).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn work_whose_caller_went_away_keeps_its_thread_until_it_ends() {
        let pool = pool(1);
        let (release, wait) = std::sync::mpsc::channel::<()>();
        let abandoned = {
            let pool = pool.clone();
            tokio::spawn(async move { pool.run(move |_| Ok(wait.recv().is_ok())).await })
        };
        while pool.permits.available_permits() == 1 {
            tokio::task::yield_now().await;
        }
        abandoned.abort();
        assert!(abandoned.await.unwrap_err().is_cancelled());
        assert_eq!(pool.permits.available_permits(), 0);
        release.send(()).unwrap();
        assert_eq!(pool.run(|_| Ok(7)).await.unwrap(), 7);
    }
}
