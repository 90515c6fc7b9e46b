// Before the first paint: the theme shown last, so that a window never opens in the other one. Everything else about
// the theme is React's.
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem('etcdeck.theme');
  } catch {
    // A browser may keep no storage; then the system's theme is as good.
  }
  if (theme !== 'light' && theme !== 'dark') {
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  document.documentElement.setAttribute('data-theme', theme);
})();
