// What the browser's dialogue for passkeys could not do, said in words; allauth's scripts do the rest.
"use strict";

{
  const place = document.querySelector("[data-passkey-error]");
  const WORDS = {
    NotAllowedError: "没有完成验证：操作被取消或者超时了。请再试一次，或者改用其他方式。",
    InvalidStateError: "这个通行密钥已经添加过了，不需要再次添加。",
    SecurityError: "当前网址不能使用通行密钥。请用域名（而不是数字地址）和 https 打开本页。",
    NotSupportedError: "这台设备或者浏览器不支持所需的通行密钥，请改用其他方式。",
  };

  document.addEventListener("allauth.error", (event) => {
    const exception = event.detail.exception;
    event.preventDefault();
    place.textContent = WORDS[exception.name] || "通行密钥没有响应。请检查网络后再试一次，或者改用其他方式。";
    place.focus();
  });

  // A browser without passkeys is not offered them.
  if (!window.PublicKeyCredential) {
    document.querySelectorAll("[data-passkey]").forEach((part) => { part.hidden = true; });
    if (place && !document.querySelector("[data-passkey-quiet]")) place.textContent = "这个浏览器不支持通行密钥，请更换浏览器或者改用其他方式。";
  }
}
