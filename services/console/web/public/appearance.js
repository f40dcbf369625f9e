// Runs before the first paint, so that a reader at night is not met by a white page.
// A file of its own: the content security policy allows no inline script.
;(function () {
  var root = document.documentElement
  try {
    var theme = localStorage.getItem('hy.theme')
    var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
    root.classList.toggle('dark', dark)
    root.setAttribute('data-size', localStorage.getItem('hy.size') || 'normal')
    root.lang = localStorage.getItem('hy.locale') || 'zh-CN'
  } catch (e) {
    root.setAttribute('data-size', 'normal')
  }
})()
