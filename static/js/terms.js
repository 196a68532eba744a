// While terms are to be accepted (data-terms), a link to a file may lead to their page: it is opened, not saved.
for (const link of document.querySelectorAll("a[download][href^='/files/']")) link.removeAttribute("download");
