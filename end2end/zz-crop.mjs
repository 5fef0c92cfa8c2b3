import { chromium } from 'playwright-core'
const [url,width,...ys]=process.argv.slice(2)
const browser=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']})
const ctx=await browser.newContext({viewport:{width:Number(width),height:1400},javaScriptEnabled:false});const p=await ctx.newPage();await p.goto(url)
let i=0;for(const y of ys){await p.screenshot({path:`/tmp/shots/crop${i++}.png`,fullPage:true,clip:{x:0,y:Number(y),width:Number(width),height:1400}})}
await browser.close()
